"""How long the ledger takes and what it holds in memory: families of articles, each with names and numbers of its own.

    python evals/bench/ledger.py [FAMILIES [memory]]

A family is the twenty articles of ``tests/ledger/articles`` with other names, other numbers and half of the longer
words of its own, all of the same length, so that every span still stands. What is timed is ``ledger`` alone, in
processor time, so that other programs do not count; results are made and read one after the other.
"""

from __future__ import annotations

import random
import re
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor import extract, read
from extractor.ledger import ledger
from extractor.literals.language.words import listed
from extractor.schema import Article, ArticleResult

ARTICLES = Path(__file__).parents[2] / "tests" / "ledger" / "articles"
_NAMES = listed(
    "Halm Brenna Marta Quill Tomas Reik Corvane Jonas Elin Farrow Dorn Orvik Lars Hanna Norvik Lunde Petra Aune Viktor "
    "Hald Siri Moen Tarn Paul Arne Solvik Ostrel Vestrel Karin Voll Moll Marn"
)
_OWN_WORDS = 0.5
_NUMBER = re.compile(r"(?<![\d,.])\d{2,3}(?![\d,.])")


def families(number: int) -> Iterator[ArticleResult]:
    """Yield the results of that many families."""
    plain = [extract(article, model="rules") for article in read(ARTICLES) if isinstance(article, Article)]
    longer = sorted({word for result in plain for word in re.findall(r"\b[a-z]{5,}\b", result.article.text)})
    for family in range(number):
        dice = random.Random(family)  # noqa: S311 - nothing is secret
        names = {name: _name(len(name), dice) for name in sorted(_NAMES)}
        names |= {name.upper(): other.upper() for name, other in names.items()}
        names |= {word: _name(len(word), dice).lower() for word in longer if dice.random() < _OWN_WORDS}
        pattern = re.compile(rf"\b(?:{'|'.join(names)})\b")
        shift = dice.randrange(1, 80)
        for result in plain:
            text = _renamed(result.article.text, pattern, names, shift)
            data = _respanned(result.model_dump(), text, shift)
            data["article"] |= {"id": f"{family}-{result.article.id}", "text": text}
            yield ArticleResult.model_validate(data)


def _renamed(text: str, pattern: re.Pattern[str], names: dict[str, str], shift: int) -> str:
    text = pattern.sub(lambda found: names[found[0]], text)
    return _NUMBER.sub(lambda found: _shifted(found[0], shift), text)


def _name(length: int, dice: random.Random) -> str:
    return "".join(dice.choice("aeiou" if i % 2 else "bdfgklmnprstv") for i in range(length)).capitalize()


def _shifted(digits: str, shift: int) -> str:
    least = 10 ** (len(digits) - 1)
    return str((int(digits) - least + shift) % (9 * least) + least)


def _respanned(value: Any, text: str, shift: int) -> Any:
    """The record with each span's words as they now stand, and the values of the numbers in them."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            return {**value, "text": text[value["start"] : value["end"]]}
        made = {key: _respanned(inner, text, shift) for key, inner in value.items()}
        if "comparator" in made and "measure" in made and (found := _NUMBER.search(value["span"]["text"])):
            old, new = int(found[0]), int(_shifted(found[0], shift))
            made |= {end: new for end in ("value", "low", "high") if made[end] == old}
        if made.get("name") and made.get("named_at"):
            made["name"] = made["named_at"]["text"]
        return made
    return tuple(_respanned(inner, text, shift) for inner in value) if isinstance(value, tuple) else value


def main(number: int) -> None:
    """Print what a ledger of that many families takes."""
    made = 0.0

    def timed() -> Iterator[ArticleResult]:
        nonlocal made
        results = families(number)
        while True:
            begun = time.process_time()
            result = next(results, None)
            made += time.process_time() - begun
            if result is None:
                return
            yield result

    if len(sys.argv) > 2:
        tracemalloc.start()
    begun = time.process_time()
    kept = ledger(timed())
    took = time.process_time() - begun - made
    print(f"{kept.articles:,} articles, {kept.claims:,} claims: {took:.1f} s (results made in {made:.1f} s)")
    print(f"{len(kept.origins):,} origins, {len(kept.entries):,} entries, {len(kept.conflicts):,} conflicts")
    if tracemalloc.is_tracing():
        print(f"peak {tracemalloc.get_traced_memory()[1] / 2**20:,.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
