"""Whether the words near a time speak of what is to come, so that an open choice ("on Friday") means the next one."""

from __future__ import annotations

from extractor.literals.dates.phrases import Phrase
from extractor.literals.language.words import Words, listed

_SOON = listed("will shall ll would upcoming scheduled due must should can let wo")
_PLANNED = listed("expected set plans planned expects going hopes intends aims plan want wants likely need")
_PAST = listed(
    "said told was were had did has have says announced wrote began died killed took came went fell rose got made "
    "found held left met won lost saw gave became brought spoke struck hit shot fled sent drew"
)
_NOT_FINITE = listed("be been is are being to the a an")
_REACH = 8  # words over which the tense of a verb carries to a time


def looks_forward(words: Words, start: int, phrase: Phrase) -> bool:
    """Whether the words before a time, else those behind it, speak of what is to come."""
    opening = words.low(start)
    if opening in ("until", "till"):
        return True
    if opening == "since":
        return False
    before = range(start - 1, max(start - 1 - _REACH, -1), -1)
    behind = range(phrase.stop, min(phrase.stop + _REACH, len(words)))
    tense = _first_tense(words, before)
    return bool(_first_tense(words, behind) if tense is None else tense)


def _first_tense(words: Words, places: range) -> bool | None:
    """True if the first word that tells looks forward, False if it looks back, None if none tells."""
    lows = words.lows
    for i in places:
        low = lows[i]
        if low in _SOON or (low == "to" and lows[i - 1] in _PLANNED):
            return True
        if low in _PAST or (low[-2:] == "ed" and low not in _PLANNED and lows[i - 1] not in _NOT_FINITE):
            return False
    return None
