"""Tokens of one sentence with their offsets, and which of them stand inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from extractor.text import Range

_TOKEN = re.compile(r"(''|``|[^\W_]+(?:['’\-‐‑.](?!['’])[^\W_]+)*|\S)")
_ASCII = re.compile(r"([A-Za-z0-9]+(?:['\-.](?!')[A-Za-z0-9]+)*|''|``|\S)")
"""The same where nothing else can stand; it is read in half of the time."""
_MARK = re.compile(r"''|``|[\"“”„«»]")
OPENING = '"“„«'
CLOSING = '"”»“'
MARKS = frozenset(OPENING + CLOSING)
"""Every double quotation mark of one character; two apostrophes are one as well."""
MARK_TOKENS = MARKS | {"''", "``"}
"""Every quotation mark as a token."""
_BOTH_WAYS = frozenset(('"', "''"))


@lru_cache(maxsize=4_096)
def lowered(word: str) -> str:
    """Return a word in lower case, apostrophes straightened."""
    return word.lower().replace("’", "'")


class Token(NamedTuple):
    """A word or a sign: ``[start, end)`` in code points of the sentence."""

    text: str
    start: int
    end: int
    lower: str
    """In lower case, apostrophes straightened."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, no sign."""
        return self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()


_START = itemgetter(1)
_made: Callable[[tuple[str, int, int, str]], Token] = partial(tuple.__new__, Token)
"""A token of its four values; no step for a single token runs in Python, which takes half of the time."""


def _pattern(sentence: str) -> re.Pattern[str]:
    return _ASCII if sentence.isascii() else _TOKEN


@lru_cache(maxsize=1024)
def tokenize(sentence: str) -> tuple[Token, ...]:
    """Split ``sentence`` into words and signs."""
    pieces = _pattern(sentence).split(sentence)  # what stands between tokens, and tokens, by turns
    ends = list(accumulate(map(len, pieces)))
    texts = pieces[1::2]
    return tuple(map(_made, zip(texts, ends[::2], ends[1::2], map(lowered, texts), strict=False)))


def between(sentence: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of ``sentence`` that start within ``[start, end)``."""
    tokens = tokenize(sentence)
    first = bisect_left(tokens, start, key=_START) if start else 0
    return tokens[first : bisect_left(tokens, end, first, key=_START)] if end < len(sentence) else tokens[first:]


def token_texts(sentence: str) -> Iterator[str]:
    """Yield the words and signs of ``sentence`` without their places, as far as they are asked for."""
    return map(itemgetter(0), _pattern(sentence).finditer(sentence))


def first_token(sentence: str, start: int, end: int) -> str:
    """Return the first word or sign within ``sentence[start:end]``; nothing where there is none."""
    found = _pattern(sentence).search(sentence, start, end)
    return found[0] if found else ""


def opens(sentence: str, i: int) -> bool:
    """Whether a quotation can open at ``i``.

    A straight mark opens none where it is glued to a word before it (6'3") or to nothing behind it (…over," he said).
    """
    found = _MARK.match(sentence, i)
    return found is not None and _opens(sentence, found)


def _opens(sentence: str, mark: re.Match[str]) -> bool:
    if mark[0] not in _BOTH_WAYS:
        return mark[0] in OPENING or mark[0] == "``"
    i, j = mark.span()
    return not sentence[i - 1 : i].isalnum() and j < len(sentence) and not sentence[j].isspace()


def _is_unmarked(sentence: str) -> bool:
    return sentence.isascii() and '"' not in sentence and "''" not in sentence and "``" not in sentence


def _closes(mark: re.Match[str]) -> bool:
    return mark[0] in CLOSING or mark[0] == "''"


def left_open(sentence: str, was_open: bool) -> bool:
    """Whether a quotation is open at the end of ``sentence``, given that one was open before it or not."""
    if _is_unmarked(sentence):
        return was_open
    is_open = was_open
    for mark in _MARK.finditer(sentence):
        is_open = not _closes(mark) if is_open else _opens(sentence, mark)
    return is_open


@lru_cache(maxsize=1024)
def quotations(sentence: str, is_open: bool = False) -> tuple[Range, ...]:
    """Return ``[start, end)`` of the words inside each pair of double quotation marks, marks left out.

    A mark that is never closed reaches to the end of the sentence: speech may run on over sentences.

    Args:
        sentence: One sentence, or any run of text.
        is_open: Whether a quotation was opened before it and not closed.
    """
    if not is_open and _is_unmarked(sentence):
        return ()
    return tuple(place for place in _pairs(sentence, is_open) if sentence[slice(*place)].strip())


def _pairs(sentence: str, is_open: bool) -> Iterator[Range]:
    opened = 0 if is_open else -1
    for mark in _MARK.finditer(sentence):
        if opened < 0:
            opened = mark.end() if _opens(sentence, mark) else -1
        elif _closes(mark):
            yield opened, mark.start()
            opened = -1
    if opened >= 0:
        yield opened, len(sentence)


def within(position: int, regions: Sequence[Range]) -> Range | None:
    """Return the half-open region that holds ``position``; the regions stand in order and do not overlap."""
    i = bisect_right(regions, position, key=itemgetter(0)) - 1
    return regions[i] if i >= 0 and position < regions[i][1] else None


def inside(position: int, regions: Sequence[Range]) -> bool:
    """Whether ``position`` lies in one of the half-open regions."""
    return within(position, regions) is not None
