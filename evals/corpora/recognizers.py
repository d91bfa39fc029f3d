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
from evals.corpora.measures import EXTRACT, FINDER, Measure, gather
from evals.corpora.rows import CorpusError, Rows, chosen, read_rows
from evals.corpora.specified import Resolved
from evals.metrics import Counts
from extractor import Article, extract
from extractor.literals import dates, quantities
from extractor.schema import Quantity, TimeReference

FILES = ("DateTimeModel", "NumberModel", "NumberRangeModel", "CurrencyModel")
_EXCLUDED = frozenset(("datetimeV2.timezone",))


def measure(path: Path, rows: Rows = "all") -> list[Measure]:
    """Measure the share of results resolved as specified, in one file or in each of a folder."""
    files = [path] if path.is_file() else [path / f"{name}.json" for name in FILES]
    if not any(file.is_file() for file in files):
        raise CorpusError(f"{path} holds none of {', '.join(FILES)} (.json); name their folder or one of them.")
    return [found for file in files for found in _file(file, rows)]


def _file(file: Path, rows: Rows) -> list[Measure]:
    cases = chosen(read_rows(file, ("Input", "Results")), rows)
    return gather(_case(case, file.stem) for case in cases)


def _case(case: dict[str, Any], name: str) -> dict[tuple[str, str], Counts]:
    wanted = [result for result in case["Results"] if _is_measured(result)]
    if not wanted:
        return {}
    text, published = case["Input"], case.get("Context", {}).get("ReferenceDateTime", "")[:10] or None
    if "python" in case.get("NotSupported", "") + case.get("NotSupportedByDesign", ""):
        name += ", unsupported for Python"
    columns = {EXTRACT: _of_claims(text, published), FINDER: _of_finders(text, published)}
    return {(name, column): _counts(text, wanted, list(found)) for column, found in columns.items()}


def _is_measured(result: dict[str, Any]) -> bool:
    resolution = result.get("Resolution") or {}
    values = resolution.get("values", [resolution.get("value")])
    one = len(values) == 1 and values[0] is not None
    return bool(result.get("Text")) and one and result.get("TypeName") not in _EXCLUDED


def _counts(text: str, wanted: Iterable[dict[str, Any]], found: list[Resolved]) -> Counts:
    """Right results of those specified; what else was found is not counted, since cases specify one type each."""
    results = list(wanted)
    right = sum(any(specified.agrees(result, each) for each in found if _touch(text, result, each)) for result in results)
    return Counts(right, len(results), len(results))


def _touch(text: str, result: dict[str, Any], found: Resolved) -> bool:
    start = result.get("Start", max(text.lower().find(result["Text"].lower()), 0))
    return bool(start < found.end and found.start < start + len(result["Text"]))


def _of_claims(text: str, published: str | None) -> Iterator[Resolved]:
    result = extract(Article(text=text, published=published and date.fromisoformat(published), language="en"), model="rules")
    for claim in result.claims:
        for each in (*claim.quantities, *claim.times):
            yield _of_record(each)


def _of_record(each: Quantity | TimeReference) -> Resolved:
    if isinstance(each, Quantity):
        ends = (_number(each.low), _number(each.high))
        return Resolved(each.span.start, each.span.end, value=_number(each.value), ends=ends, unit=each.unit)
    return Resolved(each.span.start, each.span.end, each.timex, each.start, each.end, each.relation)


def _of_finders(text: str, published: str | None) -> Iterator[Resolved]:
    for figure in quantities.find(text):
        ends = (_number(figure.low), _number(figure.high))
        yield Resolved(figure.start, figure.end, value=_number(figure.value), ends=ends, unit=figure.unit)
    for time in dates.find(text, published and date.fromisoformat(published) or None):
        yield Resolved(time.start, time.end, time.timex, time.first, time.last, time.relation)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
