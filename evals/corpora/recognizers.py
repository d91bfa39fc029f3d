"""Recognizers-Text: specification sentences with what is in them resolved (Microsoft, MIT).

Files: ``NumberModel``, ``NumberRangeModel``, ``CurrencyModel`` and ``DateTimeModel``, each a list of cases with
``Input``, ``Results`` and, for dates, ``Context.ReferenceDateTime``. PATH is their folder or one of the files.

Excluded, settled before anything was run: results without text or without a resolution; results with more than one
value (the past and the future reading of one date); time zones alone, which a claim has no field for. Cases marked
unsupported for Python are a measure of their own. Nothing else is left out.

A result is resolved as specified if one literal whose words touch its words has its value; ``specified`` says what that
is for each type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from evals.corpora import specified
from evals.corpora.measures import EXTRACT, FINDER, PARSER, Measure, gather
from evals.corpora.rows import CorpusError, Rows, chosen, read_rows
from evals.corpora.specified import Resolved
from evals.metrics import Counts, total
from extractor import Article, extract
from extractor.literals import dates, quantities
from extractor.schema import Quantity, TimeReference

FILES = ("DateTimeModel", "NumberModel", "NumberRangeModel", "CurrencyModel")
ALL = "all files"
UNSUPPORTED = ", unsupported for Python"
_EXCLUDED = frozenset(("datetimeV2.timezone",))


def measure(path: Path, rows: Rows = "all") -> list[Measure]:
    """Measure the share of results resolved as specified, in one file or in each of a folder."""
    named = [path, *(path / f"{name}.json" for name in FILES)]
    files = [file for file in named if file.is_file()]
    if not files:
        raise CorpusError(f"{path} holds none of {', '.join(FILES)} (.json); name their folder or one of them.")
    return _with_all([found for file in files for found in _file(file, rows)])


def _with_all(measures: list[Measure]) -> list[Measure]:
    """Add what the files come to together, cases marked unsupported for Python apart."""
    together: dict[tuple[str, str], tuple[Counts, ...]] = {}
    for one in measures:
        key = (ALL + UNSUPPORTED if one.name.endswith(UNSUPPORTED) else ALL, one.column)
        together[key] = (*together.get(key, ()), *one.counts)
    return [*measures, *(Measure(name, column, counts) for (name, column), counts in together.items())]


def _file(file: Path, rows: Rows) -> list[Measure]:
    cases = chosen(read_rows(file, ("Input", "Results")), rows)
    if file.stem not in FILES:
        raise CorpusError(f"{file} is none of {', '.join(FILES)} (.json).")
    return gather(_case(case, file.stem) for case in cases)


def _case(case: dict[str, Any], name: str) -> dict[tuple[str, str], Counts]:
    text, published = case["Input"], case.get("Context", {}).get("ReferenceDateTime", "")[:10] or None
    kind = name
    if "python" in case.get("NotSupported", "") + case.get("NotSupportedByDesign", ""):
        name += UNSUPPORTED
    columns = {EXTRACT: _of_claims(text, published), FINDER: _of_finders(text, published)}
    counts = {(name, column): _counts(case, _of_kind(found, kind)) for column, found in columns.items()}
    read = [_counts(_alone(one), _of_kind(_of_parsers(one["Text"], published), kind)) for one in _measured(case)]
    return {**counts, (name, PARSER): total(read)}


def _of_kind(found: Iterable[Resolved], kind: str) -> list[Resolved]:
    """What the cases of a file are about: times, money, or quantities of any kind."""
    if kind == "DateTimeModel":
        return [each for each in found if each.timed]
    return [each for each in found if not each.timed and (kind != "CurrencyModel" or specified.is_money(each.unit))]


def _measured(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [result for result in case["Results"] if _is_measured(result)]


def _is_measured(result: dict[str, Any]) -> bool:
    resolution = result.get("Resolution") or {}
    values = resolution.get("values", [resolution.get("value")])
    one = len(values) == 1 and values[0] is not None
    return bool(result.get("Text")) and one and result.get("TypeName") not in _EXCLUDED


def _alone(result: dict[str, Any]) -> dict[str, Any]:
    """A case of nothing but one result's words."""
    return {"Input": result["Text"], "Results": [{**result, "Start": 0}]}


def _counts(case: dict[str, Any], found: list[Resolved]) -> Counts:
    """Right results of those specified; what was found of excluded ones is left out too."""
    text, wanted = case["Input"], _measured(case)
    excluded = [result for result in case["Results"] if result.get("Text") and not _is_measured(result)]
    counted = [each for each in found if not any(_touch(text, result, each) for result in excluded)]
    right = [any(specified.agrees(result, each) for each in counted if _touch(text, result, each)) for result in wanted]
    return Counts(sum(right), len(wanted), len(counted))


def _touch(text: str, result: dict[str, Any], found: Resolved) -> bool:
    start = result.get("Start", max(text.lower().find(result["Text"].lower()), 0))
    return bool(start < found.end and found.start < start + len(result["Text"]))


def _of_claims(text: str, published: str | None) -> Iterator[Resolved]:
    result = extract(Article(text=text, published=_day(published), language="en"), model="rules")
    yield from {each.span: _of_quantity(each) for claim in result.claims for each in claim.quantities}.values()
    yield from {each.span: _of_time(each) for claim in result.claims for each in claim.times}.values()


def _of_quantity(each: Quantity) -> Resolved:
    ends = (_number(each.low), _number(each.high))
    return Resolved(each.span.start, each.span.end, value=_number(each.value), ends=ends, unit=each.unit)


def _of_time(each: TimeReference) -> Resolved:
    return Resolved(each.span.start, each.span.end, each.timex, each.start, each.end, each.relation, timed=True)


def _of_finders(text: str, published: str | None) -> Iterator[Resolved]:
    yield from map(_of_figure, quantities.find(text))
    yield from map(_of_reading, dates.find(text, _day(published)))


def _of_parsers(literal: str, published: str | None) -> Iterator[Resolved]:
    if (figure := quantities.read(literal)) is not None:
        yield _of_figure(figure)
    if (time := dates.read(literal, _day(published))) is not None:
        yield _of_reading(time)


def _of_figure(figure: quantities.QuantityReading) -> Resolved:
    ends = (_number(figure.low), _number(figure.high))
    return Resolved(figure.start, figure.end, value=_number(figure.value), ends=ends, unit=figure.unit)


def _of_reading(time: dates.TimeReading) -> Resolved:
    return Resolved(time.start, time.end, time.timex, time.first, time.last, time.relation, timed=True)


def _day(published: str | None) -> date | None:
    return None if published is None else date.fromisoformat(published)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
