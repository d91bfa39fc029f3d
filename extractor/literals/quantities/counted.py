"""What a number counts and out of what: the words around it that are no part of the quantity.

There is no tagger here. The noun behind a number is the first plural among the next words ("13 European countries"),
or a participle that stands for people ("20,000 killed"); a run of words ends at a sign, a function word or a verb
whose form gives it away. What is not found is None.
"""

from __future__ import annotations

from extractor.literals.language.words import APOSTROPHES, Words, listed

_STOP = listed(
    "the a an of in on at by to for from with without within into onto over under above below between among "
    "across through during since until before after about around against off out up down than as per and or but "
    "nor so yet if when while where because that which who whom whose what this these those his her its their our "
    "my your he she it they we you i him them us me is are was were be been being am has have had having do does "
    "did will would can could may might must shall should not no including excluding such like according despite "
    "said say says told ago later earlier also still only just even now then there here each every all both "
    "either neither more less fewer"
)
_VERBS = listed(
    "rose fell grew came went took left made won lost died fled became began gave got saw sold held hit kept led "
    "met paid put ran sent set spent stood struck slept knew thought voted stayed turned went wrote wore chose "
    "broke drove flew"
)
_NO_PLURAL = listed(
    "news series perhaps always besides plus minus less us this was is has its his as towards afterwards"
)
_PLURALS = listed(
    "people men women children police troops personnel staff cattle sheep fish aircraft data media youth feet "
    "teeth mice fishermen policemen firefighters servicemen lawmen gunmen businessmen"
)
PARTICIPLES = listed(
    "killed wounded dead injured missing hurt displaced arrested detained captured hospitalized homeless"
)
_DETERMINERS = listed("the its their his her our my your all those these them us whom which a an")
_ALONE = listed("them us whom which it")
_ADVERBS = listed("reportedly allegedly mostly largely")
_OUTSIDE = _STOP | _VERBS | _ADVERBS
_LONGEST = 5  # words of a noun phrase


_RATED = listed(
    "share barrel gallon litre liter ounce gram kilo kilogram pound ton tonne mile kilometre kilometer metre night "
    "head person piece day week month year hour minute second decade century annum unit bushel ticket seat bottle pack "
    "dose game match vote vehicle household family child student patient user employee resident inhabitant capita pop "
    "dozen time"
)
_FURTHER = listed("more other others additional extra further fewer new different separate")


def measure_after(words: Words, i: int, one: bool, unit: bool = False) -> tuple[int, int] | None:
    """The tokens of what is counted or measured, from token ``i`` behind the number on.

    Args:
        words: The sentence.
        i: First token behind the quantity.
        one: Whether the number is one, whose noun is no plural.
        unit: Whether it has a unit: then "of" or "in" leads to what is measured ("tonnes of grain", "$5 in aid").
    """
    low = words.lows[i]
    led = unit and low in ("of", "in") and words.word(i + 1)
    if unit and not led:
        return None
    start = i + 1 if led or low in _FURTHER else i
    low = words.lows[start]
    if low in _DETERMINERS:
        return None
    if low in PARTICIPLES:
        return start, start + 3 if words.run(start + 1, "in", "action") else start + 1
    run = _run(words, start)
    if (plural := _plural(words, start, run)) is not None:
        return start, plural
    return (start, run) if (one or (led and not words.capital(start))) and run > start else None


def _plural(words: Words, start: int, stop: int) -> int | None:
    """The token behind the first plural of a noun phrase, and behind those that stand directly behind it."""
    for k in range(start, stop):
        if is_plural(words, k):
            while k + 1 < stop and words.lows[k] not in _PLURALS and is_plural(words, k + 1):
                k += 1
            return k + 1
    return None


def measure_before(words: Words, i: int) -> tuple[int, int] | None:
    """What "a death toll of 300" measures: the nouns before "of", which ends before token ``i``."""
    if words.lows[i - 1] != "of":
        return None
    stop = start = i - 1
    while stop - start < 2 and _noun(words, start - 1) and not _verbal(words, start - 1):
        start -= 1
    return (start, stop) if start < stop and words.low(stop - 1) not in ("total", "maximum", "minimum") else None


def _verbal(words: Words, i: int) -> bool:
    return words.capital(i) or words.lows[i].endswith("ed")


def base_after(words: Words, i: int, of: bool = True) -> tuple[int, int] | None:
    """Out of what: the noun phrase behind "of" ("of those killed") or "per" ("per 1,000 children", "a barrel").

    Args:
        words: The sentence.
        i: The token behind the quantity or what it measures.
        of: Whether "of" leads to it, and not to what is measured.
    """
    low = words.lows[i]
    if low in ("a", "an", "each", "every"):
        return (i + 1, i + 2) if words.lows[i + 1] in _RATED else None
    at = i + 1 if low == "out" else i
    if words.lows[at] != "per" and not (of and words.lows[at] == "of"):
        return None
    if words.lows[at + 1] in _ALONE:
        return at + 1, at + 2
    return noun_phrase(words, at + 1, bare=True)


BASES = listed("of out per a an each every")
"""Words that lead to a base."""


def noun_phrase(words: Words, start: int, bare: bool = False) -> tuple[int, int] | None:
    """The noun phrase that starts at token ``start`` with a determiner or, where ``bare``, without one."""
    inner = start
    while words.low(inner) in _DETERMINERS and inner - start < 2:
        inner += 1
    if inner == start and not bare:
        return None
    head = words.low(inner)
    if words.low(inner - 1) in ("those", "these", "all") and (head in PARTICIPLES or head.endswith(("ed", "en"))):
        return start, inner + 1
    inner = inner + 1 if words.digits(inner) else inner
    run = _run(words, inner)
    stop = next((k + 1 for k in range(inner, run) if is_plural(words, k)), run)
    return (start, stop) if stop > inner else None


def is_plural(words: Words, i: int) -> bool:
    """Whether token ``i`` has the form of a plural noun."""
    low = words.lows[i]
    if low[-1:] != "s":
        return low in _PLURALS
    return len(low) > 2 and not low.endswith(("ss", "us", "is", "'s")) and low not in _NO_PLURAL and low not in _STOP


def _run(words: Words, i: int) -> int:
    """The token behind the words of a noun phrase that starts at ``i``."""
    stop = i
    while stop - i < _LONGEST and _noun(words, stop):
        stop += 1
        if words.dash(stop):
            stop += 1
    return stop


def _noun(words: Words, i: int) -> bool:
    """Whether token ``i`` can be part of a noun phrase."""
    low = words.lows[i]
    if not low[:1].isalpha() or low in _OUTSIDE:
        return False
    if words.lows[i - 1] in APOSTROPHES and words.glued(i):
        return False
    return not (low.endswith("ed") and words.lows[i + 1] in ("by", "in", "to", "on", "from", "at", ""))
