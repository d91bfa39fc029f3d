"""One alignment: this project's finder and its whole gate, and the aligner of langextract on the same strings.

The strings are whole sentences of made-up articles without their full stops, so that all three find each of them.
Processor time. The gate reads the article as well (sentences, numbers, times, whose words they are), and makes claims.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from evals.bench.articles import article
from evals.bench.measuring import Case, Group, Row, Skipped
from extractor import Article, gate
from extractor.ground import finding
from extractor.schema import Span
from extractor.segment import segment

Aligner = Callable[[Article, Sequence[Span], Sequence[str]], int]
"""Finds strings in an article, and returns how many it found."""


def bench(rounds: int, size: float = 1.0) -> Iterator[Row]:
    """Measure each on short and on long articles."""
    for characters in (3_000, int(20_000 * max(size, 0.2))):
        cases = [
            Case(name, _timed(aligner, characters))
            for name, aligner in (
                ("langextract's aligner", _peer),
                ("extractor, finding", _find),
                ("extractor, the whole gate", _gate),
            )
        ]
        yield from Group("grounding", f"an article of {characters:,} characters", "ms a string", cases).measure(rounds)


def _timed(aligner: Aligner, characters: int) -> Callable[[int], float]:
    def run(number: int) -> float:
        _once(aligner, article(number, 100, "warm"))
        return _once(aligner, article(number, characters, f"grounding {characters}"))

    return run


def _once(aligner: Aligner, made: Article) -> float:
    sentences = segment(made).sentences
    strings = [span.text.removesuffix(".") for span in sentences]
    before = time.process_time()
    found = aligner(made, sentences, strings)
    spent = time.process_time() - before
    if found < len(strings):
        raise Skipped(f"found {found} of {len(strings)} strings")
    return 1000 * spent / len(strings)


def _peer(made: Article, _: Sequence[Span], strings: Sequence[str]) -> int:
    try:
        from langextract.core.data import Extraction
        from langextract.resolver import WordAligner
    except ImportError:
        raise Skipped("langextract is not installed (extra [peers])") from None
    aligner: Any = WordAligner
    groups = aligner().align_extractions([[Extraction("claim", words) for words in strings]], made.text)
    return sum(one.char_interval is not None for group in groups for one in group)


def _find(made: Article, sentences: Sequence[Span], strings: Sequence[str]) -> int:
    places = [(span.start, span.end) for span in sentences]
    return sum(bool(finding.find([words], made.text, places, number)) for number, words in enumerate(strings, 1))


def _gate(made: Article, _: Sequence[Span], strings: Sequence[str]) -> int:
    drafts = [{"sentence": number, "evidence": [words]} for number, words in enumerate(strings, 1)]
    return len(gate(made, drafts).claims)
