"""Whether the words near a time speak of what is to come, so that an open choice ("on Friday") means the next one.

The verb that governs a time decides: the last one before it, else the first one behind. A report that closes the
sentence ("…, the mayor said") governs nothing. A plan told in the past ("was postponed") may lie on either side.
"""

from __future__ import annotations

from typing import Literal

from extractor.literals.dates.phrases import Phrase
from extractor.literals.language.words import Words, listed

Side = Literal["last", "next", "nearest", "planned", "untold"]
"""Which of the two days the words mean: that before publication, that after it, or the nearer one. "planned" prefers a
next one of the same week ("was set for Monday"), "untold" (no word tells) a last one of the same week."""

_SOON = listed(
    "will shall ll would may might could should must can let wo upcoming due deadline hope hopes hoping hoped target "
    "goal ultimatum likely unlikely ahead poised slated plan plans planning intends aims wants want expects scheduled"
)
_MODALS = listed("will shall ll wo would may might could should must can")
_FINISHED = listed("may might could would should must")  # before "have": what is over
_PLANNED = listed("expected set planned scheduled slated due booked fixed rescheduled going")
_MOVED = listed("called announced postponed moved rescheduled delayed brought pushed deferred adjourned put extended")
_ASKING = listed(
    "urged asked told ordered called agreed vowed pledged promised planned plans plan set due scheduled expected "
    "expects hopes hope hoped intends aims wants want wanted need needs threatened prepares preparing ready deadline "
    "going likely invited"
)
_UNSURE = listed("postponed cancelled canceled scheduled rescheduled delayed expected planned due set called moved to")
_BE_PAST = listed("was were been")
_BE_NOW = listed("is are s re")
_REPORTS = listed("said says told announced wrote added reported tweeted explained confirmed")
_PAST = listed(
    "said told was were had did has have says announced wrote began died killed took came went fell rose got made "
    "found held left met won lost saw gave became brought spoke struck hit shot fled sent drew ran broke kept paid "
    "sold bought stood grew led beat burnt sank swept wore drove flew froze chose taught caught fought sought thought "
    "built lent spent heard slid shut cut sat"
)
_NOT_FINITE = listed("be been is are being to the a an s re")
_PRESENT = listed(
    "takes starts begins opens reopens closes ends expires goes meets faces returns arrives leaves comes kicks visits "
    "travels launches resumes votes lapses speaks appears sits flies heads retires concludes ceases airs premieres "
    "debuts departs joins becomes kick turns marks hosts holds runs plays"
)
_BASE = listed(
    "take start begin open reopen close end expire go meet face return arrive leave come kick visit travel launch "
    "resume vote lapse speak appear sit fly head retire conclude depart join become host hold run play"
)
_PEOPLE = listed("they we you i people men women children police these those both")
_NO_SUBJECT = listed("the a an of in on at his her its their our two three four five several many some more")
_OVER = listed("after following since")
_BREAKS = listed("; :")
_REACH = 16
"""Words over which the tense of a verb carries to a time."""

_HEADLINE = 8


def side_of(words: Words, start: int, phrase: Phrase) -> Side:
    """Which day an open choice means: by the words before a time, else by those behind it."""
    opening = words.lows[start]
    if opening in ("until", "till") or (opening == "ahead" and phrase.start > start):
        return "next"
    if opening == "since":
        return "last"
    if _moved(words, start):
        return "planned"
    return _before(words, start) or _behind(words, phrase.stop) or ("next" if opening == "by" else "untold")


def _moved(words: Words, start: int) -> bool:
    """Whether the time is the one that something was fixed or put off to: "called elections for July 4"."""
    if words.lows[start - 1] == "to" and words.lows[start - 2] in _MOVED:
        return True
    return words.lows[start] == "for" and any(words.lows[k] in _MOVED for k in range(start - 4, start))


def _before(words: Words, start: int) -> Side | None:
    over = infinitive = False
    for i in range(start - 1, max(start - 1 - _REACH, -1), -1):
        low = words.lows[i]
        if low in _BREAKS:
            break
        over = over or low in _OVER
        infinitive = infinitive or (low == "to" and _infinitive(words, i))
        if found := _told(words, i) or (None if over else _present(words, i, start)):
            return found
    headed = infinitive and start <= _HEADLINE  # "Talks to resume on Monday"
    return "last" if over else "next" if headed else None


def _infinitive(words: Words, i: int) -> bool:
    return words.text(i + 1).islower() and words.lows[i + 1] not in _NO_SUBJECT


def _behind(words: Words, stop: int) -> Side | None:
    for i in range(stop, min(stop + _REACH, len(words))):
        if words.lows[i] in _BREAKS:
            return None
        if words.lows[i] in _REPORTS and not words.word(i + 1) and i > stop and not words.digits(i + 1):
            continue
        if found := _told(words, i) or _present(words, i, len(words)):
            return found
    return None


def _told(words: Words, i: int) -> Side | None:
    """What a word says of the time by itself, or with the words beside it."""
    low, before, after = words.lows[i], words.lows[i - 1], words.lows[i + 1]
    if low in _BE_PAST and before != "have" and after in _UNSURE:
        return "nearest"
    if low in _PLANNED and (after in ("for", "to", "on", "in", "by") or before in _BE_NOW):
        return "planned" if before in _BE_PAST else "next"
    if low == "to" and _infinitive(words, i) and _asked(words, i):
        return "planned" if before in _BE_PAST or words.lows[i - 2] in _BE_PAST | {"had"} else "next"
    if low == "could" and after == "not":
        return "last"
    if low == "have" and before in _MODALS:
        return "last" if before in _FINISHED else "next"
    if low in _SOON and not (low == "may" and words.capital(i) and i > 0):
        return "planned" if before in _BE_PAST else "next"
    return _past(words, i)


def _asked(words: Words, i: int) -> bool:
    """Whether the "to" at token ``i`` hangs on a request or a plan: "urged workers to", "is to"."""
    return words.lows[i - 1] in _BE_NOW or any(low in _ASKING for low in words.lows[max(i - 4, 0) : i])


def _past(words: Words, i: int) -> Side | None:
    low, before = words.lows[i], words.lows[i - 1]
    if before in _NOT_FINITE or before in _MODALS:
        return None
    if before == "have" and words.lows[i - 2] in ("will", "shall", "ll"):
        return "next"
    return "last" if low in _PAST or (low[-2:] == "ed" and len(low) > 4 and low not in _PLANNED) else None


def _present(words: Words, i: int, start: int) -> Side | None:
    """A verb in the present: of a fixture ("takes effect"), or "is" close before the time ("the vote is on Friday")."""
    low, before = words.lows[i], words.lows[i - 1]
    if low in _BE_NOW:
        near = start - i <= 2 or (start - i <= 4 and words.lows[i + 1][-3:] == "ing")
        return "next" if near else None
    if low in _PRESENT:
        return "next" if before not in _NO_SUBJECT and not words.digits(i - 1) else None
    plural = before in _PEOPLE or (before[-1:] == "s" and len(before) > 3)
    return "next" if low in _BASE and plural else None
