"""Finding a literal in a text: typography folds, words never do.

A ``Folded`` text maps each of its characters back to the code points it came from, so what is found after folding
always covers whole original characters. Folded: quotation marks, dashes, the ellipsis, kinds of space and runs of
them, zero-width characters, soft hyphens, the ligatures of U+FB00..FB06, and NFC against NFD. Digits, letters, case
and signs stay: "½" is no "1/2" and "²" no "2".
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

Range = tuple[int, int]
"""Half-open code points ``[start, end)``."""

LOOSE = ",.;:—–-"
"""Signs that stand loose at the ends of a literal."""

_SINGLE = dict.fromkeys("‘’‚‛′‹›`´", "'")
_DOUBLE = dict.fromkeys("“”„‟″«»", '"')
_DASH = dict.fromkeys("‐‑‒–—―−", "-")
_NOTHING = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_LIGATURE = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*(?=[ -~\n]|$)")
"""Runs that fold to themselves: no doubled space, and no character that a combining mark may follow."""
_TYPOGRAPHY = {**_SINGLE, **_DOUBLE, **_DASH, **_NOTHING, **_LIGATURE, "…": "..."}


_LONG = 1_000
"""Characters of a text that is none of the many sentences and passages; fewer of these are remembered."""


@dataclass(frozen=True)
class Folded:
    """A text without its typography.

    Attributes:
        text: The folded characters.
        starts: For each folded character, where its original cluster starts, in code points.
        ends: For each folded character, where its original cluster ends.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original ``[start, end)`` that the folded ``[start, end)`` came from."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold the typography of ``text``."""
    return _folded(text) if len(text) > _LONG else _folded_sentence(text)


@lru_cache(maxsize=1024)
def _folded_sentence(text: str) -> Folded:
    return _folded.__wrapped__(text)


@lru_cache(maxsize=64)
def _folded(text: str) -> Folded:
    if _PLAIN.fullmatch(text):
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for plain in _PLAIN.finditer(text):
        _fold_clusters(text, at, plain.start(), characters, starts, ends)
        characters += plain.group()
        starts += range(plain.start(), plain.end())
        ends += range(plain.start() + 1, plain.end() + 1)
        at = plain.end()
    _fold_clusters(text, at, len(text), characters, starts, ends)
    return Folded("".join(characters), tuple(starts), tuple(ends))


def _fold_clusters(text: str, at: int, stop: int, characters: list[str], starts: list[int], ends: list[int]) -> None:
    """Fold ``text[at:stop]`` cluster by cluster, behind what is folded already."""
    for start, end in _clusters(text, at, stop):
        for character in _fold_cluster(text[start:end]):
            if character == " " and characters and characters[-1] == " ":
                ends[-1] = end
                continue
            characters.append(character)
            starts.append(start)
            ends.append(end)


def _clusters(text: str, at: int, stop: int) -> Iterator[Range]:
    """Yield ``[start, end)`` of each character with the combining marks behind it."""
    starts = [i for i in range(at, stop) if i == at or not unicodedata.combining(text[i])]
    yield from pairwise([*starts, stop] if starts else [])


def _fold_cluster(cluster: str) -> str:
    if cluster.isspace():
        return " "
    return "".join(_TYPOGRAPHY.get(character, character) for character in unicodedata.normalize("NFC", cluster))


class Match(NamedTuple):
    """Where a literal stands: ``[start, end)`` in code points, and whether typography had to be folded."""

    start: int
    end: int
    exact: bool


def find_all(literal: str, text: str, start: int = 0, end: int | None = None) -> list[Match]:
    """Find every place of ``literal`` within ``text[start:end]``, as whole words.

    The characters as they are come first; only where they do not stand is typography folded. A place inside a longer
    word or number is none: "20" does not stand in "2023", nor "2,000" in "12,000" or "2,000.5".

    Args:
        literal: The words to find; white space around them is ignored.
        text: Where to look.
        start: First code point of the window.
        end: End of the window, exclusive; None for the end of the text.

    Returns:
        Matches in text order; offsets are into ``text``.
    """
    return list(_matches(literal, text, start, len(text) if end is None else end))


def find_first(literal: str, text: str, start: int = 0, end: int | None = None) -> Match | None:
    """The first of what ``find_all`` finds, without looking further."""
    return next(_matches(literal, text, start, len(text) if end is None else end), None)


def find_last(literal: str, text: str, start: int = 0, end: int | None = None) -> Match | None:
    """The last of what ``find_all`` finds, sought from the end."""
    return next(_matches(literal, text, start, len(text) if end is None else end, backwards=True), None)


def _matches(literal: str, text: str, start: int, stop: int, *, backwards: bool = False) -> Iterator[Match]:
    wanted = literal.strip()
    if not wanted:
        return
    none_yet = True
    for i in _whole(wanted, text, start, stop, backwards):
        none_yet = False
        yield Match(i, i + len(wanted), True)
    if none_yet:
        yield from _matches_folded(wanted, text, start, stop, backwards)


def _matches_folded(wanted: str, text: str, start: int, stop: int, backwards: bool) -> Iterator[Match]:
    needle = fold(wanted).text.strip()
    if not needle:
        return
    folded = fold(text)
    first, behind = bisect_left(folded.starts, start), bisect_right(folded.ends, stop)
    for i in _whole(needle, folded.text, first, behind, backwards):
        yield Match(*folded.original(i, i + len(needle)), False)


def _whole(needle: str, hay: str, start: int, stop: int, backwards: bool) -> Iterator[int]:
    """Yield where ``needle`` stands in ``hay[start:stop]`` as whole words; nothing runs in over the window's edges."""
    i = hay.rfind(needle, start, stop) if backwards else hay.find(needle, start, stop)
    while i >= 0:
        j = i + len(needle)
        if (i == start or _free_before(hay, i)) and (j == stop or _free_after(hay, j)):
            yield i
        i = hay.rfind(needle, start, j - 1) if backwards else hay.find(needle, i + 1, stop)


def _free_before(hay: str, i: int) -> bool:
    """Whether no word or number runs on into position ``i`` from the left."""
    if i == 0 or hay[i - 1].isspace():  # as it mostly is
        return True
    if not _wordy(hay[i]) or not _wordy(hay[i - 1]):
        return not (i > 1 and hay[i].isdigit() and hay[i - 1] in ".," and hay[i - 2].isdigit())
    return False


def _free_after(hay: str, j: int) -> bool:
    """Whether no word or number runs on from position ``j`` to the right."""
    if j >= len(hay) or hay[j].isspace():
        return True
    if not _wordy(hay[j - 1]) or not _wordy(hay[j]):
        return not (j + 1 < len(hay) and hay[j - 1].isdigit() and hay[j] in ".," and hay[j + 1].isdigit())
    return False


def _wordy(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) != 0


_WORD = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")


def words(text: str) -> list[str]:
    """Return the words of ``text``, lower case; hyphens and apostrophes stay inside a word."""
    return [word.lower() for word in _WORD.findall(text)]


def has_words(text: str, least: int = 1) -> bool:
    """Whether ``text`` has at least so many words; reads no further."""
    return next(islice(_WORD.finditer(text), least - 1, None), None) is not None


def trim(text: str, start: int, end: int, unwanted: str = "") -> tuple[int, int]:
    """Shrink ``[start, end)`` over white space and the ``unwanted`` characters at both sides."""
    while start < end and (text[start].isspace() or text[start] in unwanted):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in unwanted):
        end -= 1
    return start, end


def without(place: Range, cuts: Iterable[Range]) -> list[Range]:
    """Return what is left of a place when others are cut out of it, in order."""
    pieces = [place]
    for start, end in cuts:
        pieces = [
            piece
            for left, right in pieces
            for piece in ((left, min(right, start)), (max(left, end), right))
            if piece[1] > piece[0]
        ]
    return pieces
