"""What stands outside of evidence and bears on it: a "not" before it, "no evidence that", an "if", a question mark.

Words of a cue do not count: "police denied that …" is told by the attribution.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.ground import operators
from extractor.ground.passage import Objection, Passage, has_word
from extractor.literals.attribution.voices import Voice
from extractor.literals.language.words import listed
from extractor.text import Range, words

_NAME = re.compile(r"\b[A-Z]\w+")
_WORD = re.compile(r"\w+")
_NEAR = 80
"""Characters before evidence among which the words stand that govern it at once."""
_FRONTED = re.compile(
    r"[\"“]?(?:only |but |and )?(?:if|unless|should|had|were|whether|provided that|as long as)\b", re.IGNORECASE
)
_COMPLEMENT = re.compile(r"\bthat\b", re.IGNORECASE)
_SAYING = re.compile(r"([^\W\d_]+)(?: (?:reporters|journalists|lawmakers|him|her|them|us|me))?\s*[,:]?\s*[\"“‘]?$")
_ASIDE = re.compile(r",\s*(?:which|who|whose|where)\b[^,;]*(?:,|$)")
_JOINS = re.compile(r"[\s,”\"]*(?:and|or)\b", re.IGNORECASE)
_PREDICATE = re.compile(
    r"\s+(?:(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should)\s+){0,3}"
    r"(?:not|never|hardly|scarcely|barely|false|untrue|baseless|unfounded|incorrect|a (?:lie|myth|hoax))\b"
    r"|\s+(?:is|are|was|were|has|have|had|do|does|did|wo|would|ca|could|should|must)n['’]t\b",
    re.IGNORECASE,
)
_OTHER_CLAUSE = re.compile(r";|\b(?:but|while|whereas)\b", re.IGNORECASE)
_CLAUSE_OPENING = re.compile(r",|\b(?:because|although|though|since|so)\b", re.IGNORECASE)
_KNOWING = listed("sure certain convinced aware confident know knew know knows clear")
"""Words that take a clause without "that", beside those of saying."""
_LONGEST_HEAD = 12
"""Words before "that" among which its governor stands."""


def objection(passage: Passage, places: Sequence[Range], voice: Voice | None) -> Objection | None:
    """What governs the evidence from outside and is left out with it.

    Args:
        passage: The sentence.
        places: The pieces of the evidence, in text order.
        voice: Who says it.
    """
    start, end = places[0][0], places[-1][1]
    floor = max([passage.start, *(stop + 1 for stop in passage.stops if stop < start)])
    opening = _opening(floor, start, voice)
    before = _beside(passage, opening, start, start, voice)
    behind = _beside(passage, end, _close(passage, end), start, voice)
    front = before if opening == floor else _beside(passage, floor, start, start, voice)
    asked = voice is not None and voice.act == "asked"
    return (
        (operators.governed_at_once(before[-_NEAR:]) if before else None)
        or (None if voice is None else _unsaid(passage, voice))
        or (_embedded(before) if before else None)
        or (_fronted(front) if front else None)
        or (_conditioned(before, behind) if (before or behind) and not asked else None)
        or (None if asked else _asked(passage, start, end))
        or (_denied_behind(behind) if behind else None)
    )


def _beside(passage: Passage, start: int, end: int, evidence: int, voice: Voice | None) -> str:
    """The words of ``[start, end)`` that can bear on evidence beside them; nothing where only signs stand there."""
    if not has_word(passage.text[start:end]):
        return ""
    beside = _nameless(_outside(passage, start, end, evidence), passage, voice)
    return beside if has_word(beside) else ""


def _outside(passage: Passage, start: int, end: int, evidence: int) -> str:
    """What stands beside evidence; other people's quotations beside plain words do not bear on these."""
    if start >= end:
        return ""
    return passage.text[start:end] if passage.is_quoted(evidence) else passage.unquoted(start, end)


def _nameless(beside: str, passage: Passage, voice: Voice | None) -> str:
    """Words without the names of those who speak: Hilde Lest sets no condition, and Inspector Denik denies nothing."""
    while voice is not None:
        if voice.source is not None and not _is_headed(passage, voice.source):
            begin = voice.source[0] + (voice.source[0] == passage.start)  # which any word begins with a capital
            beside = _without(beside, frozenset(_NAME.findall(passage.text, begin, voice.source[1])))
        voice = voice.outer
    return beside


def _without(text: str, names: frozenset[str]) -> str:
    return _WORD.sub(lambda word: "X" if word[0] in names else word[0], text) if names else text


def _is_headed(passage: Passage, source: Range) -> bool:
    """Whether a source stands in a line whose words all have capitals: those of a name mean nothing there."""
    return passage.text[source[1] : source[1] + 2].lstrip()[:1].isupper()


def _close(passage: Passage, end: int) -> int:
    """Where the sentence of the evidence ends: a quotation may hold several."""
    return next((stop + 1 for stop in passage.stops if stop >= end), passage.end)


def _opening(floor: int, start: int, voice: Voice | None) -> int:
    """Where the words start that can govern evidence: its sentence, or what its voice says behind the cue."""
    if voice is None or voice.attributing is None:
        return floor
    return max([floor, *(left for left, _ in voice.content if voice.attributing[1] <= left <= start)])


@lru_cache(maxsize=64)  # each claim of a sentence asks
def _unsaid(passage: Passage, voice: Voice) -> Objection | None:
    """A cue that is negated or only possible says nothing: "nobody said", "she never claimed"."""
    link: Voice | None = voice
    while link is not None:
        if link.cue is not None and (wrong := _before_cue(passage, link.cue, voice)) is not None:
            return wrong
        if link.source is not None and operators.negation(words(passage.text[slice(*link.source)])[0]):
            return operators.negated(passage.text[slice(*link.source)])
        link = link.outer
    return None


def _before_cue(passage: Passage, cue: Range, voice: Voice | None) -> Objection | None:
    before = " ".join(_nameless(passage.text[passage.place[0] : cue[0]], passage, voice).split()[-3:]) + " "
    return operators.governed_at_once(before) or operators.refuted(before)


def _embedded(before: str) -> Objection | None:
    """Evidence behind "that", or behind a cue that is no voice, depends on the words before it."""
    scope = _ASIDE.sub(" ", before[operators.last_turn(before) :])
    found = list(_COMPLEMENT.finditer(scope))
    if found:
        return operators.governed_by(_head(scope[: found[-1].start()]))
    saying = _SAYING.search(scope)
    governs = saying is not None and (operators.is_cue(saying[1].lower()) or saying[1].lower() in _KNOWING)
    return operators.governed_by(_head(scope)) if governs else None


def _head(scope: str) -> str:
    """The words since the last comma or "because": the clause that a complement belongs to."""
    return " ".join(_CLAUSE_OPENING.split(scope)[-1].split()[-_LONGEST_HEAD:])


def _fronted(before: str) -> Objection | None:
    """A condition in front of the sentence governs its main clause: "If it rains, [the harbour closes]"."""
    found = _FRONTED.match(before)
    return operators.weakened(found.group()) if found and not _OTHER_CLAUSE.search(before) else None


def _conditioned(before: str, behind: str) -> Objection | None:
    """A condition in the evidence's clause, before it or behind it."""
    if (wrong := operators.conditioned(_ASIDE.sub(" ", before[operators.last_turn(before) :]))) is not None:
        return wrong
    if _JOINS.match(behind):
        return None
    rest = _ASIDE.sub(" ", behind)
    turn = operators.TURN.search(rest)
    said = operators.condition(rest[: turn.start()] if turn else rest)
    return operators.weakened(said) if said else None


def _denied_behind(behind: str) -> Objection | None:
    """Evidence whose own predicate goes on with "is not" or "is false"."""
    found = _PREDICATE.match(behind)
    return operators.negated(found.group()) if found else None


def _asked(passage: Passage, start: int, end: int) -> Objection | None:
    """Evidence of a question, its question mark left out."""
    if passage.text.find("?", end, passage.end) < 0:
        return None
    close, quotation = _close(passage, end), passage.quotation(start)
    if quotation is not None:
        close = max(end, min(close, quotation[1]))
    mark = _outside(passage, end, close, start).rstrip(" \n\t\"“”’')")
    return (
        Objection("hedge_dropped", "The evidence leaves out that this is a question.") if mark.endswith("?") else None
    )
