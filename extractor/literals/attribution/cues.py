"""The words of saying, and which act each names.

Closed lists made for this project; acts are the contract's twelve.
"""

from __future__ import annotations

from extractor.literals.attribution.verbs import FRAMES, LEMMA, inflections
from extractor.schema import Act

_VERBS: dict[Act, str] = {
    "estimated": "estimate calculate reckon",
    "predicted": "predict forecast expect project anticipate foresee",
    "confirmed": "confirm acknowledge admit concede confess attest affirm",
    "denied": "deny dismiss refute dispute reject contradict",
    "alleged": "allege claim accuse insinuate",
    "promised": "promise vow pledge swear commit",
    "demanded": "demand urge order press push implore instruct direct command exhort pressure want",
    "asked": "ask wonder inquire query question request beg plead",
    "declined": "decline refuse",
    "reported": "report",
    "believed": "believe think suspect assume fear hope feel worry doubt imagine guess figure presume",
}
_ACT_OF_VERB: dict[str, Act] = {verb: act for act, verbs in _VERBS.items() for verb in verbs.split()}

ACT_OF: dict[str, Act] = {form: _ACT_OF_VERB.get(LEMMA[form], "said") for form in FRAMES}
"""Each inflected verb of saying and its act."""

NOUN_ACT: dict[str, Act] = {
    "prediction": "predicted",
    "predictions": "predicted",
    "forecast": "predicted",
    "forecasts": "predicted",
    "expectation": "predicted",
    "expectations": "predicted",
    "estimate": "estimated",
    "estimates": "estimated",
    "claim": "alleged",
    "claims": "alleged",
    "allegation": "alleged",
    "allegations": "alleged",
    "accusation": "alleged",
    "accusations": "alleged",
    "report": "reported",
    "reports": "reported",
    "fear": "believed",
    "fears": "believed",
    "hope": "believed",
    "hopes": "believed",
    "belief": "believed",
    "view": "believed",
    "suspicion": "believed",
    "suspicions": "believed",
    "promise": "promised",
    "pledge": "promised",
    "vow": "promised",
    "demand": "demanded",
    "demands": "demanded",
    "denial": "denied",
    "admission": "confirmed",
    "acknowledgment": "confirmed",
    "statement": "said",
    "remark": "said",
    "comment": "said",
    "comments": "said",
    "assertion": "said",
    "assertions": "said",
    "contention": "said",
    "suggestion": "said",
    "suggestions": "said",
    "argument": "said",
    "arguments": "said",
    "warning": "said",
    "warnings": "said",
    "complaint": "said",
    "complaints": "said",
    "insistence": "said",
    "conclusion": "said",
    "concern": "believed",
    "concerns": "believed",
    "assurance": "promised",
    "assurances": "promised",
}
"""Nouns that attribute a following "that" clause: "predictions that …", "his claim that …"."""

_PREPOSITIONS: dict[str, Act] = {
    "according to": "said",
    "in the words of": "said",
    "as per": "said",
    "citing": "reported",
}
ACCORDING = {phrase.split()[0]: (phrase,) for phrase in _PREPOSITIONS}
"""Prepositions that attribute, by their first word; their object is the source."""

_VERBS_OF_SAYING, _NOUNS = frozenset(FRAMES), frozenset(NOUN_ACT)
CUE_WORDS = _VERBS_OF_SAYING | _NOUNS | frozenset(ACCORDING)
"""Words that a cue starts with."""
_PHRASES = tuple(frozenset(phrase.split()) for phrase in _PREPOSITIONS)


REJECTING = frozenset(form for verb in ("reject", "deny", "dismiss", "refute", "dispute") for form in inflections(verb))
"""Verbs before "claims that …" and "reports that …" that take back what these say."""


def may_hold(words: frozenset[str]) -> bool:
    """Return whether a sentence of these words can hold a cue: a verb, a noun with "that", or a whole preposition."""
    if not _VERBS_OF_SAYING.isdisjoint(words) or ("that" in words and not _NOUNS.isdisjoint(words)):
        return True
    return any(map(words.issuperset, _PHRASES))


def act_of(cue: str) -> Act:
    """Return the act that the attributing words name; ``said`` where they are not in the list.

    Args:
        cue: The attributing words: "told reporters", "has claimed", "according to", "predictions".
    """
    lowered = cue.lower()
    if lowered in _PREPOSITIONS:
        return _PREPOSITIONS[lowered]
    if lowered.endswith((" for", " on")) and LEMMA.get(lowered.split()[-2]) in {"call", "press", "push"}:
        return "demanded"
    for word in reversed(lowered.split()):
        found = ACT_OF.get(word) or NOUN_ACT.get(word)
        if found:
            return found
    return "said"
