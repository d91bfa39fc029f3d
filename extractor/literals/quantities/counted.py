"""What a number counts and out of what: the words around it that are no part of the quantity.

There is no tagger here. The noun behind a number is the first plural among the next words ("13 European countries"),
or a participle that stands for people ("20,000 killed"); a run of words ends at a sign, a function word or a verb
whose form gives it away. What is not found is None.
"""

from __future__ import annotations

from extractor.literals.language.words import APOSTROPHES, DASHES, Words, listed
from extractor.literals.numbers.vocabulary import CARDINALS, SCALES
from extractor.literals.quantities.currencies import SIGNS

_STOP = listed(
    "the a an of in on at by to for from with without within into onto over under above below between among "
    "across through during since until before after about around against off out up down than as per and or but "
    "nor so yet if when while where because that which who whom whose what this these those his her its their our "
    "my your he she it they we you i him them us me is are was were be been being am has have had having do does "
    "did will would can could may might must shall should not no including excluding such like according despite "
    "said say says told ago later earlier also still only just even now then there here each every all both "
    "either neither more less fewer worth inside outside near amid along beyond behind "
    "beside past toward via upon throughout beneath aboard alone together apiece overall altogether today combined"
)
_VERBS = listed(
    "rose fell grew came went took left made won lost died fled became began gave got saw sold held hit kept led "
    "met paid put ran sent set spent stood struck slept knew thought voted stayed turned went wrote wore chose "
    "broke drove flew pays earns spends owns eats gets buys sells owes"
)
_NO_PLURAL = listed(
    "news series perhaps always besides plus minus less us this was is has its his as towards afterwards specimen "
    "regimen abdomen acumen omen"
)
_PLURALS = listed(
    "people men women children police troops personnel staff cattle sheep fish aircraft data media youth feet "
    "teeth mice geese crew faculty livestock poultry offspring deer shrimp bison spacecraft alumni "
    "bacteria criteria phenomena"
)
_MODIFIERS = listed("police staff crew media data youth sports")  # "two police patrol cars"
_PLURAL_ENDINGS = ("men", "children", "people")
_HEADS = (*_PLURAL_ENDINGS, "times")  # what stands behind them is no part of the phrase
PARTICIPLES = listed(
    "killed wounded dead injured missing hurt displaced arrested detained captured hospitalized homeless"
)
_DETERMINERS = listed("the its their his her our my your all those these them us whom which a an")
_PLACED = listed("last first past top next other remaining")  # "13 of its last 15 games"
_NOT_COUNTED = _DETERMINERS | _PLACED | frozenset(CARDINALS) | frozenset(SCALES)
_NO_MEASURES = listed(
    "total maximum minimum average median mean one number rate city town village country nation state"
)
_GROUPS = listed("family group household team crew party panel couple")
_COUNTS = listed("count toll tally population membership attendance headcount")
_ALONE = listed("them us whom which it")
_ADVERBS = listed("reportedly allegedly mostly largely")
NO_NOUNS = _STOP | _VERBS | _ADVERBS
"""Words that are no part of a noun phrase."""
_SHORTEST = 2
_LEADING = listed(
    "missing beating exceeding topping matching posting reporting generating making earning facing giving needing "
    "setting raising taking paying spending bringing leaving cutting lifting beat beats misses meets tops"
)  # "missing forecasts of ¥470 billion"
_WHEN = listed("next last this")
_SEASONS = listed("spring summer autumn winter fall weekend season")
_LONGEST = 7  # tokens of a noun phrase
_SUBJECT = 12  # tokens between "the number of" and its number


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
    if one and run > start:  # a plural form behind one thing is its verb: "one ranking puts him first"
        return start, next((k for k in range(start + 1, run) if _heads(words, k)), run)
    if (plural := _plural(words, start, run)) is not None:
        return start, plural
    return (start, run) if led and not words.capital(start) and run > start else None


def _plural(words: Words, start: int, stop: int) -> int | None:
    """The token behind the first plural of a noun phrase, and behind those that stand directly behind it."""
    heads = [k for k in range(start, stop) if _heads(words, k)]
    if not heads:
        return None
    k = heads[1] if words.lows[heads[0]] in _MODIFIERS and len(heads) > 1 else heads[0]
    while k + 1 in heads and not words.lows[k].endswith(_HEADS):
        k += 1
    return k + 1


def _heads(words: Words, i: int) -> bool:
    """Whether token ``i`` is a plural that may head its phrase: no part of a compound, no possessor."""
    return is_plural(words, i) and not words.dash(i + 1) and not _possessive(words, i + 1)


def _possessive(words: Words, i: int) -> bool:
    return words.lows[i] in APOSTROPHES and words.lows[i + 1] == "s" and words.glued(i) and words.glued(i + 1)


def measure_before(words: Words, i: int) -> tuple[int, int] | None:
    """What "a death toll of 300" measures: the nouns before "of", which ends before token ``i``."""
    if words.lows[i - 1] != "of":
        return None
    stop = start = i - 1
    while stop - start < 2 and _noun(words, start - 1) and not _verbal(words, start - 1):
        start -= 1
    return (start, stop) if start < stop and words.low(stop - 1) not in _NO_MEASURES | _GROUPS else None


def is_act(words: Words, start: int, measure: tuple[int, int]) -> bool:
    """Whether what looks like a plural is what a group does: "a family of four needs two rooms"."""
    group = words.low(start - 1) == "of" and words.low(start - 2) in _GROUPS
    then = words.lows[measure[1]]
    return group and (then in _DETERMINERS or then in CARDINALS or words.digits(measure[1]) or then in SIGNS)


def measure_subject(words: Words, i: int) -> tuple[int, int] | None:
    """What a level before token ``i`` is the level of: "the number of cases rose to 20", "the death toll was 20"."""
    for k in range(i - 2, max(i - _SUBJECT, -1), -1):
        low = words.lows[k]
        if low in _COUNTS:
            compound = _noun(words, k - 1) and not _verbal(words, k - 1)
            return (k - 1 if k and compound else k), k + 1
        if low == "number" and words.lows[k + 1] == "of" and (stop := _plural(words, k + 2, _run(words, k + 2))):
            return (k + 2, stop) if stop < i else None
        if low in ";,:" or words.digits(k):
            return None
    return None


def measure_in(words: Words, base: tuple[int, int]) -> tuple[int, int] | None:
    """The noun of a base, which a count that stands before it counts: "two of the four bosses" are bosses."""
    start = base[0]
    for k in range(base[1] - 1, base[0] - 1, -1):
        if words.lows[k] in _NOT_COUNTED or words.digits(k) or _possessive(words, k - 1):
            start = k + 1
            break
    return (start, base[1]) if start < base[1] and is_plural(words, base[1] - 1) else None


def _verbal(words: Words, i: int) -> bool:
    low = words.lows[i]
    return words.capital(i) or low.endswith("ed") or low in _LEADING


def base_after(words: Words, i: int, of: bool = True) -> tuple[int, int] | None:
    """Out of what: the noun phrase behind "of" ("of those killed") or "per" ("per 1,000 children", "a barrel").

    Args:
        words: The sentence.
        i: The token behind the quantity or what it measures.
        of: Whether "of" leads to it, and not to what is measured.
    """
    low = words.lows[i]
    if words.dash(i) and words.lows[i + 1] in ("a", "an"):  # "$20-an-hour"
        i, low = i + 1, words.lows[i + 1]
        return (i + 2, i + 3) if words.dash(i + 1) and words.lows[i + 2] in _RATED else None
    if low in ("a", "an", "each", "every"):
        return (i + 1, i + 2) if words.lows[i + 1] in _RATED and words.lows[i + 2] not in PAST else None
    at = i + 1 if low == "out" else i
    if words.lows[at] != "per" and not (of and words.lows[at] == "of"):
        return None
    if words.lows[at + 1] in _ALONE:
        return at + 1, at + 2
    return noun_phrase(words, at + 1, bare=True)


PAST = listed("ago earlier later before after old long away")
"""Words that make "a year" a time or an age, and no rate."""
BASES = listed("of out per a an each every") | DASHES
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
    inner = inner + 1 if words.lows[inner] in _PLACED else inner
    inner = _behind_number(words, inner)
    run = _run(words, inner)
    if words.lows[run - 1] == "s" and words.lows[run - 2] in APOSTROPHES:  # "the country's 11 million people"
        run = _run(words, _behind_number(words, run))
    stop = next((k + 1 for k in range(inner, run) if _heads(words, k)), run)
    return (start, stop) if stop > inner else None


def _behind_number(words: Words, i: int) -> int:
    """The token behind a number with its scale that starts at token ``i``, else ``i``."""
    at = i + 1 if words.digits(i) or words.lows[i] in CARDINALS else i
    return at + 1 if words.lows[at] in SCALES else at


def is_plural(words: Words, i: int) -> bool:
    """Whether token ``i`` has the form of a plural noun."""
    low = words.lows[i]
    if low[-1:] != "s":
        return low in _PLURALS or (low.endswith(_PLURAL_ENDINGS) and low not in _NO_PLURAL)
    if low.endswith(("us", "is")):  # "RBIs"
        return len(low) > _SHORTEST and words.text(i)[:-1].isupper()
    return len(low) > 2 and not low.endswith(("ss", "'s")) and low not in _NO_PLURAL and low not in _STOP


def _run(words: Words, i: int) -> int:
    """The token behind the words of a noun phrase that starts at ``i``."""
    stop = i
    while stop - i < _LONGEST and _noun(words, stop):
        stop = _inside(words, stop + 1)
    return stop


def _inside(words: Words, i: int) -> int:
    """The token behind what joins token ``i - 1`` to the noun it stands before: "-", "'s", "-19", the 737 of a name."""
    if words.dash(i):
        return i + 2 if words.digits(i + 1) else i + 1
    if _possessive(words, i):
        return i + 2
    return i + 1 if words.digits(i) and words.capital(i - 1) and _noun(words, i + 1) else i


def _noun(words: Words, i: int) -> bool:
    """Whether token ``i`` can be part of a noun phrase."""
    low = words.lows[i]
    if not low[:1].isalpha() or low in NO_NOUNS:
        return False
    if words.lows[i - 1] in APOSTROPHES and words.glued(i):
        return False
    if low in _WHEN and words.lows[i + 1] in _SEASONS:
        return False
    return not (low.endswith("ed") and words.lows[i + 1] in ("by", "in", "to", "on", "from", "at", ""))
