"""NewsQuant: news sentences with their quantities (Almasian, Kazakova, Göldner and Gertz 2023, EMNLP: CQE).

Rows: ``text`` and ``quantities`` with ``value`` ("252.0-287.0" for a range), ``unit``, ``normalized_unit`` and
``change``: ``=`` exact, ``~`` about, ``>`` and ``<`` bounds, ``up`` and ``down`` the size of a change. Labels have no
places, so quantities of a sentence are paired by value, then by what else agrees.

What is compared. NewsQuant's unit is our unit, else the head of our measure, in the singular. Its change is our
comparator, else the direction of our change. It counts durations as quantities, so times of type duration count with
the numbers, the unit and the comparator of theirs. It labels "from 240 to 273" as one range, where we have two levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isclose
from pathlib import Path
from typing import Any

from evals.corpora.measures import EXTRACT, FINDER, Measure, gather
from evals.corpora.rows import CorpusError, Rows, chosen, read_rows
from evals.match import one_to_one
from evals.metrics import Counts
from extractor import Article, extract
from extractor.literals import dates, quantities
from extractor.schema import Quantity

_CHANGES = {
    "exactly": "=", "about": "~", "nearly": "~", "more_than": ">", "at_least": ">", "less_than": "<", "at_most": "<",
    "between": "=",
}  # fmt: skip
_DIRECTIONS = {"increase": "up", "decrease": "down"}
_CLOCK = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "TM": "minute", "S": "second"}
_DURATION = re.compile(r"P(T?)([\d.]+)([YMWDHS])")
_NAMES = {
    "usd": "dollar", "eur": "euro", "gbp": "pound", "jpy": "yen", "cny": "yuan", "inr": "rupee", "dkk": "danish krone",
    "cad": "canadian dollar", "aud": "australian dollar", "%": "percentage", "percent": "percentage", "$": "dollar",
    "us$": "dollar", "€": "euro", "£": "pound", "metre": "meter", "kilometre": "kilometer", "litre": "liter",
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot",
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A quantity as NewsQuant has it: value or ends of a range, change, and the names its unit may have."""

    value: tuple[float, ...]
    change: str
    units: frozenset[str]


def measure(path: Path, rows: Rows = "all") -> list[Measure]:
    """Measure values, with change and with unit, on a file of the corpus."""
    read = chosen(read_rows(path, ("text", "quantities")), rows)
    return gather(_sentence(row) for row in read)


def _sentence(row: dict[str, Any]) -> dict[tuple[str, str], Counts]:
    gold = [_labelled(item) for item in row["quantities"]]
    columns = {EXTRACT: _of_claims(row["text"]), FINDER: _of_finders(row["text"])}
    return {(name, column): count for column, said in columns.items() for name, count in _compared(gold, said).items()}


def _compared(gold: Sequence[Figure], said: Sequence[Figure]) -> dict[str, Counts]:
    pairs = one_to_one(gold, said, _likeness)
    changed = [(i, j) for i, j in pairs if gold[i].change == said[j].change]
    united = [(i, j) for i, j in pairs if _same_unit(gold[i], said[j])]
    counts = {"value": pairs, "value and change": changed, "value and unit": united}
    return {name: Counts(len(paired), len(gold), len(said)) for name, paired in counts.items()}


def _likeness(gold: Figure, said: Figure) -> float:
    if len(gold.value) != len(said.value) or not all(map(_same, gold.value, said.value)):
        return 0.0
    return 0.5 + 0.2 * (gold.change == said.change) + 0.3 * _same_unit(gold, said)


def _same_unit(gold: Figure, said: Figure) -> bool:
    """Whether they share a name of their unit, or neither has one."""
    return bool(gold.units & said.units) or not (gold.units or said.units)


def _same(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-6)


def _labelled(item: dict[str, Any]) -> Figure:
    try:
        value = tuple(float(part) for part in re.split(r"(?<=\d)-", item["value"]))
    except ValueError as error:
        raise CorpusError(f"NewsQuant has no value {item['value']!r}; is it another corpus?") from error
    return Figure(value, item["change"], _names(item["unit"]) | _names(item["normalized_unit"]))


def _of_claims(text: str) -> list[Figure]:
    """The figures of a sentence's claims, one for each span."""
    result = extract(Article(text=text, language="en"), model="rules")
    counted = {each.span: _of_quantity(each) for claim in result.claims for each in claim.quantities}
    times = {each.span: each for claim in result.claims for each in claim.times}
    placed = [(span.start, span.end, figure) for span, figure in counted.items()]
    lasting = [_of_time(each.timex, each.comparator, each.low, each.high) for each in times.values()]
    return [*_joined(text, placed), *(figure for figure in lasting if figure is not None)]


def _of_finders(text: str) -> list[Figure]:
    placed = [(each.start, each.end, _of_reading(each, text)) for each in quantities.find(text)]
    lasting = [
        _of_time(each.timex, each.limits.comparator, each.limits.low, each.limits.high)
        for each in dates.find(text, None)
        if each.limits is not None
    ]
    return [*_joined(text, placed), *(figure for figure in lasting if figure is not None)]


def _joined(text: str, placed: Sequence[tuple[int, int, Figure]]) -> Iterator[Figure]:
    """Make one range of "from 240 to 273": two levels of ours, which NewsQuant labels together."""
    behind = 0
    for start, end, figure in sorted(placed, key=lambda place: place[0]):
        if start < behind:
            continue
        goal = next((one for one in placed if one[0] > end and _leads(text, start, end, one[0])), None)
        if goal is None or len(figure.value) != 1 or len(goal[2].value) != 1:
            yield figure
        else:
            behind = goal[1]
            yield Figure(figure.value + goal[2].value, figure.change, figure.units | goal[2].units)


def _leads(text: str, start: int, end: int, goal: int) -> bool:
    return text[:start].rstrip().lower().endswith("from") and text[end:goal].strip().lower() == "to"


def _of_quantity(each: Quantity) -> Figure:
    values = (each.low, each.high) if each.value is None else (each.value,)
    measured = None if each.measure is None else each.measure.text
    return _figure(values, each.comparator, each.change, each.unit or measured)


def _of_reading(each: quantities.QuantityReading, text: str) -> Figure:
    values = (each.low, each.high) if each.value is None else (each.value,)
    measured = None if each.measure is None else text[slice(*each.measure)]
    return _figure(values, each.comparator, each.change, each.unit or measured)


def _figure(values: Sequence[Decimal | None], comparator: str, change: str, unit: str | None) -> Figure:
    bound = _CHANGES[comparator]
    shown = _DIRECTIONS.get(change, "=") if bound == "=" else bound
    return Figure(tuple(float(each) for each in values if each is not None), shown, _names(unit))


def _of_time(timex: str | None, comparator: str | None, low: str | None, high: str | None) -> Figure | None:
    """The figure of a duration; None for other times, and for durations without a number."""
    if comparator is None:
        return None
    ends = (low, high) if comparator == "between" else (timex,)
    found = [_DURATION.fullmatch(end or "") for end in ends]
    if None in found:
        return None
    numbers = [
        (float(each[2]), _CLOCK[("T" if each[1] and each[3] == "M" else "") + each[3]]) for each in found if each
    ]
    return Figure(tuple(number for number, _ in numbers), _CHANGES[comparator], frozenset(unit for _, unit in numbers))


def _names(unit: str | None) -> frozenset[str]:
    """The names a unit goes by: the whole, and its head, which stands last or before "of", "per" or "in"."""
    words = [_singular(word) for word in re.findall(r"[^\W\d_]+\$?|[$€£%]", (unit or "").lower())]
    ends = [i for i, word in enumerate(words) if i and word in ("of", "per", "in")] or [len(words)]
    return frozenset({" ".join(words), *words[ends[0] - 1 : ends[0]]} - {""})


def _singular(word: str) -> str:
    if word in _NAMES:
        return _NAMES[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    bare = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return _NAMES.get(bare, bare)
