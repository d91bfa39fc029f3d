"""Which of the times that a draft names beside its evidence date it: those of its clause, in front, or of the saying.

A time of another clause ("The ferry sank after the bridge fell [in May]") dates something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.ground.passage import Passage
from extractor.literals.attribution.voices import Voice
from extractor.literals.language.clauses import has_finite_verb
from extractor.schema import Span
from extractor.text import Match, Range, find_all

_OTHER_CLAUSE = re.compile(
    r"[;:]|[.?!]\s|\b(?:which|who|whose|where|when|while|because|although|after|before|until)\b", re.IGNORECASE
)
_NEAR_CUE = 25
"""Characters behind a cue within which, without a sign between, a time dates the saying: "told reporters on Monday"."""
_SIGNS = frozenset(',.;"“”')
_COORDINATED = re.compile(r"[,\s]*\b(?:and|but|yet|so|or)\b|.*\b(?:and|but|yet|so|or)\s*$", re.IGNORECASE | re.DOTALL)
_FRONTED = re.compile(r"[\"“\s]*(?:(?:but|and|then|also|however|just|only|early|late|later)\b[,\s]*)*$", re.IGNORECASE)


def of_evidence(literal: str, passage: Passage, places: Sequence[Range], voice: Voice | None) -> Span | None:
    """The place of a time that dates the evidence, or the saying of it.

    Args:
        literal: The time's words.
        passage: The sentence of the evidence.
        places: The pieces of the evidence.
        voice: Who says it.
    """
    for match in find_all(literal, passage.text, *passage.place):
        if _belongs(match, passage, places) or _beside_cue(match, passage.text, voice):
            return Span.of(passage.text, match.start, match.end)
    return None


def _belongs(match: Match, passage: Passage, places: Sequence[Range]) -> bool:
    if any(start <= match.start and match.end <= end for start, end in places):
        return True
    opened = next((start for start, end in passage.times if start <= match.start < end), match.start)
    if _FRONTED.match(passage.text[passage.start : opened]):
        return True
    before = [place for place in places if place[1] <= match.start][-1:]
    behind = [place for place in places if place[0] >= match.end][:1]
    return all(not _parts(_between(passage, match, place)) for place in (*before, *behind))


def _beside_cue(match: Match, text: str, voice: Voice | None) -> bool:
    """Whether a time stands with source and cue: "Brandt [on Monday] said", "said [on Monday]"."""
    if voice is None or voice.attributing is None:
        return False
    start, end = voice.attributing
    between = text[end : match.start]
    if start <= match.start < end:
        return not _OTHER_CLAUSE.search(text[start : match.start])  # "Lind, who was elected in 2021, said"
    return end <= match.start <= end + _NEAR_CUE and not set(between) & _SIGNS


def _between(passage: Passage, match: Match, place: Range) -> str:
    return passage.text[place[1] : match.start] if match.start >= place[1] else passage.text[match.end : place[0]]


def _parts(between: str) -> bool:
    """Whether words between a time and the evidence open another clause, or close one before which it stands."""
    return bool(_OTHER_CLAUSE.search(between) or _COORDINATED.match(between)) or has_finite_verb(between)
