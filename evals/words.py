"""Words made ready to be compared: folded text, content words, and what a statement says in numbers and negations."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain as flat

from extractor.literals import quantities as numbers
from extractor.literals.certainty import negations
from extractor.literals.language.words import listed

Spans = tuple[tuple[int, int], ...]
"""Half-open code points, in order, none touching another."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['’]\w+)*")
_FUNCTION_WORDS = listed(
    "a an the of to in on at by for with from and or but that which who whom whose is are was were be been being has "
    "have had it its he she they him her them his their this these those as also than so such into"
)
_BRACKETED = re.compile(r"\s*\[[^\]]*\]")
_IGNORED = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_FOLDED = str.maketrans(
    {"’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'} | dict.fromkeys("‐‑‒–—−", "-")
)


@dataclass(frozen=True)
class Statement:
    """A statement's words.

    Attributes:
        text: Folded: case, typography and white space.
        tokens: Its content words, how often each stands there; a number without its separators.
        numbers: The values that it names, and digits that are no quantity (years, names).
        negated: Whether a negation stands in it.
    """

    text: str
    tokens: Counter[str]
    numbers: frozenset[object]
    negated: bool


def joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """Sort spans, and make one of those that overlap or touch."""
    ordered: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if ordered and start <= ordered[-1][1]:
            ordered[-1] = (ordered[-1][0], max(end, ordered[-1][1]))
        else:
            ordered.append((start, end))
    return tuple(ordered)


def fold(text: str) -> str:
    """Fold what no reader would call a difference: case, typography, white space, invisible characters."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", text)).translate(_FOLDED)
    return " ".join(plain.casefold().split())


def content_words(text: str) -> list[str]:
    """The content words of a folded text, in order; thousands' commas are left out of numbers."""
    found = (word.replace(",", "") if word[0].isdigit() else word for word in _WORD.findall(text))
    return [word for word in found if word not in _FUNCTION_WORDS]


@lru_cache(maxsize=65_536)
def statement(text: str) -> Statement:
    """Make one statement ready to be compared."""
    folded = fold(text)
    quantities = numbers.find(folded)
    values: set[object] = {one.value if one.value is not None else (one.low, one.high) for one in quantities}
    covered = joined((one.start, one.end) for one in quantities)
    digits = (found for found in re.finditer(r"\d+(?:[.,:]\d+)*", folded) if not _inside(found.start(), covered))
    values.update(found.group().replace(",", "") for found in digits)
    return Statement(folded, Counter(content_words(folded)), frozenset(values), bool(negations(folded)))


def _inside(place: int, spans: Spans) -> bool:
    return any(start <= place < end for start, end in spans)


def right_statements(*texts: str) -> tuple[Statement, ...]:
    """Each text with the words of its brackets, and without them."""
    both = flat.from_iterable(
        (text.replace("[", "").replace("]", ""), _BRACKETED.sub("", text).strip()) for text in texts
    )
    return tuple(statement(text) for text in dict.fromkeys(both) if content_words(fold(text))) or (statement(texts[0]),)


def said_statements(text: str) -> tuple[Statement, ...]:
    """A predicted statement, and the same without its brackets; what these say counts against it all the same."""
    whole, *bare = right_statements(text)
    return (whole, *(replace(one, numbers=whole.numbers, negated=whole.negated) for one in bare))
