"""Which articles are one text: a wire report and its copies, cut, reflowed, with another headline or dateline.

Texts are compared by their shingles, runs of five words, after Broder (1997, "On the resemblance and containment of
documents"): the share of the shorter text's shingles that the longer one holds, so that a copy whose tail was cut is
contained in its original. Candidates are found by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every
eight shingles in a row the least hash is kept, so two texts that share a run of twelve words share a fingerprint.
Candidates are then compared exactly.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from extractor.ledger.forest import Forest

LEAST = 0.6
"""Least share of the shorter text's shingles in the longer one, for which CONTRIBUTING.md has the measurement."""
_WORDS = 5
_WINDOW = 8
_MOST_HOLDERS = 64
"""Most texts that are kept for one fingerprint: copies find one of them, and boilerplate brings no crowd together."""
_WORD = re.compile(r"[^\W_]+")
_IGNORED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

Shingles: TypeAlias = "array[int]"
"""CRC-32 of each run of five words, in order."""


def shingles(text: str) -> Shingles:
    """Return the shingles of a text; typography, case and line ends change none."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).translate(_IGNORED).lower())
    runs = (" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1))
    return array("I", (zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs))


def containment(one: Shingles, other: Shingles) -> float:
    """The share of the shorter text's shingles that the longer one holds, in [0, 1]."""
    small, big = sorted((set(one), set(other)), key=len)
    return len(small & big) / len(small) if small else 0.0


def origins(texts: Sequence[Shingles]) -> list[int]:
    """Return for each text the least index of those that are one text with it.

    Time grows with the number of shingles, and with the candidates: at most 64 for each fingerprint of a text.
    """
    forest, holders = Forest(len(texts)), defaultdict[int, list[int]](list)
    for index in sorted(range(len(texts)), key=lambda i: (-len(texts[i]), i)):
        prints = _fingerprints(texts[index])
        shared = Counter(other for key in prints for other in holders[key])
        for other, number in sorted(shared.items()):
            likely = number >= len(prints) * LEAST / 2
            if likely and not forest.together(index, other) and containment(texts[index], texts[other]) >= LEAST:
                forest.join(index, other)
        for key in prints:
            if len(holders[key]) < _MOST_HOLDERS:
                holders[key].append(index)
    return forest.roots()


def _fingerprints(text: Shingles) -> set[int]:
    return {min(text[i : i + _WINDOW]) for i in range(max(len(text) - _WINDOW + 1, min(1, len(text))))}
