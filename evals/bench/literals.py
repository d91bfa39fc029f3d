"""How long the literals of one sentence take, and that the time grows with its length alone.

    python evals/bench/literals.py [FILE.jsonl] [--field text]

Without a file, the sentences of the project's own fixtures are read. Each finder reads every sentence as if for the
first time: what one of them keeps for the next (the sentence's words) is kept, what an earlier round kept is forgotten.
Figures are medians of rounds, in milliseconds of processor time a sentence; "words alone" is a regular expression that
only finds the words of the same sentences: a measure of the machine.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from extractor import Article, extract
from extractor.literals import certainty, dates, quantities
from extractor.literals.attribution import find as find_attributions

_PUBLISHED = date(2023, 5, 1)
_WORD = re.compile(r"\w+|[^\w\s]")
_MARKS = ("x" * number for number in itertools.count(1))
_FIXTURES = Path(__file__).parents[1] / "fixtures"

Finder = Callable[[str], object]
FINDERS: dict[str, Finder] = {
    "quantities": quantities.find,
    "dates": lambda sentence: dates.find(sentence, _PUBLISHED),
    "cues and sources": find_attributions,
    "hedges": certainty.hedges,
}


def sentences(path: Path | None, field: str) -> list[str]:
    """The sentences of a JSON Lines file, or of the fixtures."""
    if path is None:
        texts = [file.read_text(encoding="utf-8") for file in sorted(_FIXTURES.glob("*/*/article.txt"))]
    else:
        texts = [json.loads(line)[field] for line in path.read_text(encoding="utf-8").splitlines()]
    return [span.text for text in texts for span in extract(Article(text=text), model="rules").sentences]


def measure(texts: Sequence[str], rounds: int) -> Iterator[tuple[str, float]]:
    """Yield each finder's median in milliseconds a sentence, then all of them, then the words alone."""
    together = [_round(FINDERS, texts) for _ in range(rounds)]
    for name in FINDERS:
        yield name, statistics.median(times[name] for times in together)
    yield "all four", statistics.median(sum(times.values()) for times in together)
    yield "words alone", statistics.median(_round({"words": _WORD.findall}, texts)["words"] for _ in range(rounds))


def _round(finders: dict[str, Finder], texts: Sequence[str]) -> dict[str, float]:
    spent = dict.fromkeys(finders, 0.0)
    mark = next(_MARKS)
    for text in texts:
        fresh = f"{text}\n{mark}"  # no round finds what an earlier one has kept
        for name, finder in finders.items():
            before = time.process_time()
            finder(fresh)
            spent[name] += time.process_time() - before
    return {name: 1000 * seconds / len(texts) for name, seconds in spent.items()}


def growth(texts: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Yield the length of one long sentence and all finders' microseconds for each of its characters."""
    base = " ".join(texts)
    for length in (1_000, 10_000, 100_000):
        long = (base * (length // len(base) + 1))[:length]
        before = time.process_time()
        for finder in FINDERS.values():
            finder(long)
        yield length, 1e6 * (time.process_time() - before) / length


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--field", default="text", help="the key that holds the text")
    parser.add_argument("--rounds", type=int, default=5, help="how often all sentences are read")
    options = parser.parse_args()
    texts = sentences(options.file, options.field)
    print(f"{len(texts)} sentences of {statistics.mean(map(len, texts)):.0f} characters, {options.rounds} rounds")
    for name, milliseconds in measure(texts, options.rounds):
        print(f"{name:18} {milliseconds:7.4f} ms a sentence")
    for length, microseconds in growth(texts):
        print(f"one sentence of {length:7,} characters: {microseconds:6.3f} µs a character")


if __name__ == "__main__":
    main()
