"""What a case of Recognizers-Text specifies, in the terms of our records.

- **number, percentage**: the value, to 1 in 10⁹.
- **numberrange** "(20,35]": both ends; open and closed ends alike, since the words say which.
- **currency**: the value, and the ISO code where the case names one; else some currency.
- **dates and times**: the TIMEX3 value, or else the interval. Theirs ends behind the period, ours with its last day; in
  "from 1 to 7 May" theirs is named as it is written. Where the case has a bound ("before", "since"), our relation says
  the same, and the end that it names is ours.
- **not resolved** (a day that is none, a fiscal year): no interval.
- **durations and sets**: the TIMEX3 value; a duration's seconds do as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isclose
from typing import Any

_RANGE = re.compile(r"[\[(]([^,]*),([^,]*)[\])]")
_BOUNDS = {
    "before": {"before", "until"}, "until": {"before", "until"},
    "after": {"after", "since"}, "since": {"after", "since"},
}  # fmt: skip
_SECONDS = {"Y": 31_536_000, "M": 2_592_000, "W": 604_800, "D": 86_400, "H": 3600, "S": 1}
_PART = re.compile(r"([\d.]+)([YMWDHS])")


@dataclass(frozen=True)
class Resolved:
    """A quantity or a time as it was read: words ``[start, end)``, and what they mean."""

    start: int
    end: int
    timex: str | None = None
    first: date | datetime | None = None
    last: date | datetime | None = None
    relation: str = "at"
    value: float | None = None
    ends: tuple[float | None, float | None] = (None, None)
    unit: str | None = None
    timed: bool = False


def agrees(result: dict[str, Any], found: Resolved) -> bool:
    """Whether what was found is what the case specifies."""
    resolution, kind = result["Resolution"], result.get("TypeName", "")
    if kind in ("number", "percentage"):
        return _same(float(str(resolution["value"]).rstrip("%")), found.value)
    if kind == "numberrange":
        return _same_range(resolution["value"], found.ends)
    if kind == "currency":
        return _same(float(resolution["value"]), found.value) and _same_currency(
            resolution.get("isoCurrency"), found.unit
        )
    return _same_time(resolution["values"][0], found)


def is_money(unit: str | None) -> bool:
    """Whether a unit is a currency: by ISO 4217 a code of three capitals, or a hundredth of one."""
    return unit is not None and ((len(unit) == 3 and unit.isupper()) or unit in ("cent", "pence"))


def _same(wanted: float, value: float | None) -> bool:
    return value is not None and isclose(wanted, value, rel_tol=1e-9, abs_tol=1e-12)


def _same_range(wanted: str, ends: tuple[float | None, float | None]) -> bool:
    parts = _RANGE.fullmatch(wanted.replace(" ", ""))
    return parts is not None and all(map(_same_end, parts.groups(), ends))


def _same_end(wanted: str, end: float | None) -> bool:
    return _same(float(wanted), end) if wanted else end is None


def _same_currency(code: str | None, unit: str | None) -> bool:
    return unit == code if code else is_money(unit)


def _same_time(wanted: dict[str, str], found: Resolved) -> bool:
    bound = next((named for name, named in _BOUNDS.items() if wanted.get("Mod", "").startswith(name)), None)
    if bound is not None and found.relation not in bound:
        return False
    if found.timex is not None and _plain(found.timex) == _plain(wanted["timex"]):
        return True
    if wanted.get("value") == "not resolved" and wanted["type"] != "set":
        return found.first is None and found.last is None
    if wanted["type"] == "duration":
        return _same(float(wanted["value"]), _seconds(found.timex))
    return _same_bound(wanted, found) if bound is not None else _same_interval(wanted, found)


def _same_bound(wanted: dict[str, str], found: Resolved) -> bool:
    if "start" in wanted:
        return _is_at(wanted["start"], found.first, 0, -1)
    return _is_at(wanted.get("end"), found.last, 0, 1)


def _same_interval(wanted: dict[str, str], found: Resolved) -> bool:
    if "value" in wanted:
        return _is_at(wanted["value"], found.first, 0) and _is_at(wanted["value"], found.last, 0)
    ends = (0, 1) if wanted["timex"].startswith("(") else (1,)
    return _is_at(wanted.get("start"), found.first, 0) and _is_at(wanted.get("end"), found.last, *ends)


def _is_at(wanted: str | None, moment: date | datetime | None, *days: int) -> bool:
    """Whether a moment is the wanted one, or so many days before it; a day alone is compared as a day."""
    if wanted is None or moment is None or not wanted[:1].isdigit():
        return False
    if "-" not in wanted:
        return isinstance(moment, datetime) and moment.time().isoformat() == wanted
    if " " in wanted and isinstance(moment, datetime):
        return moment.replace(tzinfo=None).isoformat(" ") == wanted
    day = date.fromisoformat(moment.isoformat()[:10])
    shown = date.fromisoformat(wanted[:10])
    return any(day + timedelta(days) == shown for days in days) if " " not in wanted else False


def _plain(timex: str) -> str:
    """A TIMEX3 value without zero minutes and seconds; "(T17,T18,PT1H)" is "T17/T18"."""
    timex = re.sub(r"^\((T[\d:]+),(T[\d:]+),PT[^)]*\)$", r"\1/\2", timex)
    return re.sub(r"(T\d\d)(?::00){1,2}(?!:?\d)", r"\1", timex)


def _seconds(timex: str | None) -> float | None:
    """The length of a TIMEX3 duration in seconds; None for what is no duration."""
    if timex is None or not timex.startswith("P") or "X" in timex:
        return None
    days, _, clock = timex[1:].partition("T")
    size = sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(days))
    return size + sum(float(number) * (60 if unit == "M" else _SECONDS[unit]) for number, unit in _PART.findall(clock))
