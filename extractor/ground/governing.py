"""Words right before and right behind evidence that it hangs on: no clause may be cut out of them.

"The lawyer for [Anna Teal resigned]" says nothing of Teal; "never sank or [burned]" says that it did not; "[Teal has
won] nothing" says the contrary. Closed lists of English, looked for beside the evidence only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.ground import operators
from extractor.ground.passage import Objection, Passage, has_word
from extractor.literals import certainty
from extractor.literals.attribution.voices import Voice
from extractor.literals.language.clauses import DETERMINERS, has_finite_verb, is_finite
from extractor.literals.language.words import listed
from extractor.text import Range

_LINKING = listed("is are was were said says means meant knows knew found shows")
"""Verbs whose clause may follow without a "that"."""
_RELATIVE = re.compile(r"[^,;]{1,100},\s+(?:which|who|where|whose)\b")
"""A noun phrase with a clause about it, which is a claim by itself wherever the phrase stands."""
_DENIED = re.compile(
    r"\b(?:(?:it is|it's) (?:not true|false|untrue|unlikely|doubtful|unclear)|"
    r"no (?:evidence|sign|proof|indication|chance|truth)|"
    r"little (?:chance|evidence|hope|sign)|doubts?|doubted|pretend(?:s|ed)?|myth|rumou?rs?|false|fiction|hoax|untrue)"
    r"\s*[:,]?\s*$",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\b(?:either|or|nor)\s+(?:the\s+)?$", re.IGNORECASE)
_ONE_OF_TWO = re.compile(r"\beither\b", re.IGNORECASE)
_OR_ELSE = re.compile(r"\s+or\s+(?:the|a|an|he|she|it|they|[A-Z])", re.DOTALL)
_EMPTY_OBJECT = re.compile(
    r"\s+(?:to\s+)?(?:no|nothing|nobody|none|nowhere|neither)\b(?! (?:fewer|less|more|later))", re.IGNORECASE
)
_LIMITED = re.compile(r"\s+(?:only|short of|in name only|at best|in theory|on paper)\b", re.IGNORECASE)
_HEDGED = re.compile(
    r"\s*[,–—-]?\s*(?:reportedly|allegedly|perhaps|maybe|possibly|supposedly|apparently|presumably|it seems|it appears|"
    r"or so )\b",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"\s*[,(–—-]\s*(?:which|that) (?:is|was|proved|turned out) (?:false|untrue|wrong|not true)", re.IGNORECASE
)
_EXCEPTED = re.compile(
    r"[,\s]*\b(?:except(?: for)?|excluding|apart from|other than|save for|bar|barring|with the exception "
    r"of|but not)\b\s+\S+",
    re.IGNORECASE,
)
_BOUND_BEHIND = re.compile(r"\s*,\s*(?:at (?:the )?(?:very )?(?:least|most|best)|give or take|or so)\b", re.IGNORECASE)


def objection(passage: Passage, places: Sequence[Range], voice: Voice | None) -> Objection | None:
    """Tell what right before or behind evidence it may not be cut from.

    Args:
        passage: The sentence.
        places: The pieces of the evidence, in text order.
        voice: Who says it.
    """
    first, last = places[0], places[-1]
    opening = max([passage.start, *(a for a, _ in (voice.content if voice else ()) if a <= first[0])])
    before, behind = passage.text[opening : first[0]], passage.text[last[1] : passage.end]
    wrong = _governed(passage, first, opening)
    if wrong is None and has_word(before):
        wrong = _denied(before) or _alternative(passage, first, before, behind)
    if wrong is None and has_word(behind):
        wrong = _limited(passage, last, behind)
    return wrong


def _governed(passage: Passage, first: Range, opening: int) -> Objection | None:
    """A noun phrase that another word governs is not the subject of the verb behind it."""
    if first[0] <= opening or not (k := passage.index(first[0])) or not _is_clause(passage, first, k):
        return None
    before = passage.tokens[k - 1]
    if before.end < opening or passage.text[before.end : first[0]].strip():
        return None
    if any(start <= before.start < end for start, end in passage.times) or operators.is_cue(before.lower):
        return None
    if before.lower in operators.GOVERNORS or _governs(passage, k - 1):
        return Objection("edited", f'The evidence hangs on "{before.text}": it is the object there, and no subject.')
    return None


def _is_clause(passage: Passage, first: Range, k: int) -> bool:
    """Whether evidence is a noun phrase with its verb: "Anna Teal resigned"."""
    opens = passage.tokens[k]
    if not (opens.is_name or opens.lower in DETERMINERS) or is_finite(opens) or _RELATIVE.match(passage.text, *first):
        return False
    inside = [token for token in passage.tokens[k:] if token.end <= first[1]]
    return any(is_finite(token) and before.lower not in DETERMINERS for before, token in pairwise(inside))


def _governs(passage: Passage, k: int) -> bool:
    """Whether token ``k`` is a verb whose object follows: behind "to", or in a relative clause."""
    token, before = passage.tokens[k], passage.tokens[k - 1] if k else None
    if before is None or not token.is_word or token.is_name:
        return False
    infinitive = before.lower == "to" and token.text.islower() and not is_finite(token)
    return infinitive or (before.lower in ("that", "who", "which") and is_finite(token) and token.lower not in _LINKING)


def _denied(before: str) -> Objection | None:
    """What denies or weakens a clause without a "that": "It is not true …", "Myth: …", "Perhaps …"."""
    if (found := _DENIED.search(before)) is not None:
        return operators.negated(found.group())
    bare = before.rstrip(" ,\n")
    for hedge in certainty.hedges(bare):
        if hedge.end == len(bare):
            return operators.weakened(bare[hedge.start : hedge.end])
    return None


def _alternative(passage: Passage, first: Range, before: str, behind: str) -> Objection | None:
    """One of two alternatives is not said to be so; under a negation neither is."""
    scope = before[operators.last_turn(before) :]
    own = passage.text[slice(*first)]
    if _EITHER.search(before):
        if operators.negation(scope) is not None:
            return operators.negated(scope)
        return operators.weakened(before) if has_finite_verb(own) else None
    if _ONE_OF_TWO.search(scope) and _OR_ELSE.match(behind):
        return operators.weakened(scope)
    return None


def _limited(passage: Passage, last: Range, behind: str) -> Objection | None:
    """What follows at once and takes back, weakens or limits what was said."""
    if (found := _EMPTY_OBJECT.match(behind)) is not None:
        return operators.negated(found.group())
    if (found := _FALSE.match(behind)) is not None:
        return operators.negated(found.group())
    if (found := _HEDGED.match(behind)) is not None:
        return operators.weakened(found.group())
    if (found := _LIMITED.match(behind) or _EXCEPTED.match(behind)) is not None:
        limit = found.group().strip(" ,")
        return Objection("quantifier_conflict", f'The evidence leaves out "{limit}", which limits it.')
    counted = any(last[0] <= start and end <= last[1] for start, end in passage.quantities)
    if counted and (found := _BOUND_BEHIND.match(behind)) is not None:
        return Objection("bound_conflict", f'The evidence leaves out "{found.group().strip(" ,")}".')
    return None
