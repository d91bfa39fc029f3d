"""How words place what they date: "since", "until", "by", "before", "no later than", "… or later", "from … on"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from extractor.literals.dates.periods import Period
from extractor.literals.dates.phrases import Phrase
from extractor.literals.language.words import APOSTROPHES, DASHES, Words
from extractor.literals.numbers import bounds
from extractor.schema import Comparator, Relation

_RELATIONS: dict[str, Relation] = {
    "in": "at", "on": "at", "at": "at", "since": "since", "until": "until", "till": "until", "by": "until",
    "through": "until", "before": "before", "after": "after", "during": "during", "over": "during",
    "throughout": "during", "within": "during", "from": "at", "for": "at", "around": "at", "about": "at",
    "starting": "since", "beginning": "since", "between": "during", "circa": "at",
}  # fmt: skip
_PHRASES: dict[tuple[str, ...], Relation] = {
    ("prior", "to"): "before", ("ahead", "of"): "before", ("as", "of"): "since", ("up", "to"): "until",
    ("starting", "in"): "since", ("starting", "on"): "since", ("starting", "from"): "since",
    ("beginning", "in"): "since", ("beginning", "on"): "since", ("up", "until"): "until", ("later", "than"): "after",
    ("greater", "than"): "after", ("earlier", "than"): "before", ("on", "or", "before"): "until",
    ("on", "or", "after"): "since", ("no", "later", "than"): "until", ("not", "later", "than"): "until",
    ("no", "earlier", "than"): "since", ("as", "early", "as"): "since", ("as", "late", "as"): "until",
    ("before", "around"): "before", ("after", "around"): "after", ("since", "around"): "since",
    ("until", "around"): "until", ("until", "after"): "after", ("not", "until"): "since",
}  # fmt: skip
_AGO: dict[Comparator, Relation] = {
    "more_than": "before", "at_least": "until", "less_than": "after", "at_most": "since",
}  # fmt: skip
_LAST = frozenset(_RELATIONS) | {pair[-1] for pair in _PHRASES}
_BEHIND: dict[tuple[str, str], Relation] = {
    ("or", "later"): "since", ("and", "later"): "since", ("and", "after"): "since", ("or", "after"): "since",
    ("and", "onwards"): "since", ("and", "onward"): "since", ("and", "beyond"): "since", ("or", "earlier"): "until",
    ("or", "before"): "until", ("and", "before"): "until", ("and", "earlier"): "until", ("and", "greater"): "since",
}  # fmt: skip


def place(words: Words, phrase: Phrase) -> tuple[Phrase, int, Relation]:
    """Where a phrase starts with its preposition, and how that places what is dated; a bound beside it is taken in."""
    bound = bounds.before(words, phrase.start) if phrase.counted else None
    if bound and (relation := _AGO.get(bound[1])):  # "more than two years ago"
        return replace(phrase, meaning=phrase.counted), bound[0], relation
    if (behind := _behind(words, phrase)) and not phrase.ends and phrase.type in ("date", "time"):
        start, _ = _opening(words, phrase)
        return replace(phrase, stop=phrase.stop + (1 if behind[1] else 2)), start, behind[0]
    return phrase, *_opening(words, phrase)


def _behind(words: Words, phrase: Phrase) -> tuple[Relation, bool] | None:
    low = words.lows[phrase.stop]
    if low not in ("onward", "onwards", "or", "and"):
        return None
    if low in ("onward", "onwards"):
        return "since", True
    found = _BEHIND.get((low, words.lows[phrase.stop + 1]))
    beyond = phrase.stop + 2
    follows = words.digits(beyond) or (words.word(beyond) and words.lows[beyond] not in ("on", "at", "in"))
    open_ended = words.lows[phrase.stop + 1] in ("before", "after", "beyond", "greater")
    return (found, False) if found and not (follows and open_ended) else None


def _opening(words: Words, phrase: Phrase) -> tuple[int, Relation]:
    plain: Relation = "during" if phrase.type == "duration" or phrase.ends else "at"
    if phrase.type == "set":
        return (phrase.start - 1 if words.lows[phrase.start - 1] == "on" else phrase.start), "at"
    if (words.lows[phrase.stop] in APOSTROPHES and words.lows[phrase.stop + 1] == "s") or _compound(words, phrase):
        return phrase.start, plain  # the preposition before "Monday's attack" is the attack's
    bound = bounds.before(words, phrase.start) if phrase.type == "duration" else None
    bounded = bound[0] if bound else phrase.start  # "for more than two years"
    for i in dict.fromkeys((bounded, phrase.start)):
        if found := _preposition(words, phrase, i):
            return found
    return bounded, plain


def _preposition(words: Words, phrase: Phrase, i: int) -> tuple[int, Relation] | None:
    """The preposition that ends before token ``i``: where it starts, and what it means there."""
    if phrase.ends:
        return (i - 1, "during") if words.lows[i - 1] in ("between", "from", "in", "during", "on", "at") else None
    before = (words.lows[i - 3], words.lows[i - 2], words.lows[i - 1])
    if before[2] not in _LAST:
        return None
    if found := _PHRASES.get(before):
        return i - 3, found
    if found := _PHRASES.get(before[1:]):
        return i - 2, found
    single = _RELATIONS.get(before[2])
    if single and words.lows[i - 1] in ("around", "about") and before[1] in ("at", "on", "from", "in"):
        return i - 2, _shade(words, phrase, i - 2, "at")
    return (i - 1, _shade(words, phrase, i - 1, single)) if single else None


def _shade(words: Words, phrase: Phrase, i: int, relation: Relation) -> Relation:
    """A preposition's meaning before a length differs, and "from Monday on" opens an interval."""
    if phrase.type == "duration" and (relation == "at" or words.lows[i] == "through"):
        return "during"
    if words.lows[i] == "from" and words.lows[phrase.stop] in ("on", "onward", "onwards"):
        return "since"
    return relation


def _compound(words: Words, phrase: Phrase) -> bool:
    """Whether a length stands before a noun it describes: "in three-day talks"."""
    return phrase.type == "duration" and any(words.lows[k] in DASHES for k in range(phrase.start, phrase.stop))


def bounded(period: Period, relation: Relation, published: date | None) -> tuple[date | None, date | None]:
    """The days that a relation leaves of a period; what it opens towards now ends at publication."""
    match relation:
        case "since":
            return period.first, _not_before(period.first, published)
        case "until":
            return None, period.last
        case "before":
            return None, _beside(period.first, -1)
        case "after":
            first = _beside(period.last, 1)
            return first, _not_before(first, published)
        case _:
            return period.first, period.last


def _not_before(first: date, published: date | None) -> date | None:
    return published if published and published.isoformat() >= first.isoformat()[:10] else None


def _beside(moment: date, step: int) -> date:
    return moment if isinstance(moment, datetime) else moment + timedelta(days=step)
