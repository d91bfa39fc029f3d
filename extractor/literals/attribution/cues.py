"""The words of saying, and which act each names.

A closed list made for this project from the verbs that English news writing uses to attribute; acts are the contract's
twelve. Inflections are generated; irregular ones are listed.
"""

from __future__ import annotations

from extractor.literals.language.words import listed
from extractor.schema import Act

_VERBS: dict[Act, str] = {
    "said": (
        "say tell state note add remark comment explain write post tweet announce declare argue insist "
        "stress emphasize "
        "emphasise observe point recall continue joke respond reply reiterate repeat mention describe "
        "cite caution warn "
        "indicate signal testify conclude contend maintain assert quip stipulate proclaim show find reveal"
    ),
    "estimated": "estimate calculate reckon",
    "predicted": "predict forecast expect project anticipate",
    "confirmed": "confirm acknowledge admit concede verify",
    "denied": "deny dismiss refute dispute",
    "alleged": "allege claim accuse",
    "promised": "promise vow pledge",
    "demanded": "demand urge",
    "asked": "ask wonder",
    "declined": "decline refuse",
    "reported": "report",
    "believed": "believe think suspect assume fear hope feel",
}
_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote writing",
    "show": "shows showed shown showing",
    "find": "finds found finding",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "forecast": "forecasts forecast forecasting",
    "deny": "denies denied denying",
    "reply": "replies replied replying",
    "testify": "testifies testified testifying",
    "verify": "verifies verified verifying",
    "admit": "admits admitted admitting",
    "quip": "quips quipped quipping",
    "signal": "signals signaled signalled signaling signalling",
    "refer": "refers referred referring",
    "recall": "recalls recalled recalling",
}
_NOUNS: dict[str, Act] = {
    "prediction": "predicted",
    "predictions": "predicted",
    "forecasts": "predicted",
    "expectations": "predicted",
    "estimates": "estimated",
    "claims": "alleged",
    "allegations": "alleged",
    "reports": "reported",
    "fears": "believed",
    "hopes": "believed",
}
_PREPOSITIONS: dict[str, Act] = {
    "according to": "said",
    "in the words of": "said",
    "as per": "said",
    "citing": "reported",
}
ACCORDING = {phrase.split()[0]: (phrase,) for phrase in _PREPOSITIONS}
"""Prepositions that attribute, by their first word; their object is the source."""

WEAK = listed("show shows showed find finds found point points pointed project projects expect feel felt")
"""Forms that attribute only where "that" or a quotation follows."""


def _inflections(verb: str) -> list[str]:
    if verb in _IRREGULAR:
        return [verb, *_IRREGULAR[verb].split()]
    stem = verb.removesuffix("e")
    sibilant = verb.endswith(("s", "sh", "ch", "x", "z"))
    return [verb, verb + ("es" if sibilant else "s"), stem + "ed", stem + "ing"]


ACT_OF: dict[str, Act] = {
    form: act for act, verbs in _VERBS.items() for verb in verbs.split() for form in _inflections(verb)
}
"""Each inflected verb of saying and its act."""

NOUN_ACT = _NOUNS
"""Nouns that attribute a following "that" clause to nobody named: "predictions that …"."""


def act_of(cue: str) -> Act:
    """Return the act that the attributing words name; ``said`` where they are not in the list.

    Args:
        cue: The attributing words: "told reporters", "according to", "predictions".
    """
    lowered = cue.lower()
    if lowered in _PREPOSITIONS:
        return _PREPOSITIONS[lowered]
    for word in lowered.split():
        found = ACT_OF.get(word) or NOUN_ACT.get(word)
        if found:
            return found
    return "said"
