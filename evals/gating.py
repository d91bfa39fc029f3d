"""A run held against a baseline: is it worse by more than is borne, and can these articles tell?

For each metric the paired difference over articles decides. The run passes where even the lower end of the interval is
within the margin (non-inferiority); it is a regression where the loss exceeds the margin and the interval lies below
zero, or where it exceeds the margin and there are too few articles for an interval; else the articles cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from evals.comparing import Change, compare
from evals.runs import RunError
from evals.score import Metric, Score
from evals.statistics import Difference
from evals.tables import lines, percent, points

PASS, REGRESSION, NOT_MEASURED = 0, 1, 3
"""Exit codes; 2 is usage."""

Outcome = Literal["pass", "regression", "inconclusive"]
DEFAULT: tuple[Metric, ...] = ("found", "soft", "publishable", "grounding")
_NOTHING = 1e-9


@dataclass(frozen=True)
class Check:
    """One metric's verdict.

    Attributes:
        metric: What is held against the baseline.
        outcome: What came of it.
        baseline: The baseline's figure.
        run: The run's figure.
        difference: How they differ; None where one of them is undefined.
        why: The outcome in words.
    """

    metric: Metric
    outcome: Outcome
    baseline: float | None
    run: float | None
    difference: Difference | None
    why: str


@dataclass(frozen=True)
class Judgement:
    """All verdicts.

    Attributes:
        run: What made the run.
        baseline: What made the baseline.
        margin: The loss that is borne.
        checks: One for each metric.
        changes: Gold claims that were found, lost or changed.
        not_held: Articles of the run that the baseline lacks: nothing holds them.
    """

    run: str
    baseline: str
    margin: float
    checks: tuple[Check, ...]
    changes: tuple[Change, ...]
    not_held: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """Of the contract: 0 pass, 1 regression, 3 inconclusive."""
        outcomes = {check.outcome for check in self.checks}
        return REGRESSION if "regression" in outcomes else NOT_MEASURED if "inconclusive" in outcomes else PASS


def judge(run: Score, baseline: Score, margin: float, metrics: Sequence[Metric] | None = None) -> Judgement:
    """Hold a run against a baseline.

    Raises:
        RunError: The run lacks an article that the baseline has: what is not there cannot be measured.
    """
    there = {article.article for article in run.articles}
    if lacking := [a.article for a in baseline.articles if a.article not in there]:
        raise RunError(f"the run lacks {', '.join(dict.fromkeys(lacking))}, which the baseline has; run these too.")
    compared = compare(baseline, run)
    checks = tuple(
        _check(metric, row.first, row.second, row.difference, margin)
        for metric, row in compared.rows.items()
        if metric in (metrics or DEFAULT)
    )
    return Judgement(run.label, baseline.label, margin, checks, compared.changes, compared.only_one)


def _check(
    metric: Metric, baseline: float | None, run: float | None, difference: Difference | None, margin: float
) -> Check:
    if difference is None:
        why = "not measured: undefined in " + ("both" if baseline is None and run is None else "one of the two")
        return Check(metric, "inconclusive", baseline, run, None, why)
    outcome, why = _outcome(difference, margin)
    return Check(metric, outcome, baseline, run, difference, why)


def _outcome(difference: Difference, margin: float) -> tuple[Outcome, str]:
    lost, interval = difference.value < -margin - _NOTHING, difference.interval
    borne = f"the margin of {100 * margin:g} points"
    if interval is None:
        return ("regression", f"it lost more than {borne}") if lost else ("pass", f"within {borne}")
    if interval.low >= -margin - _NOTHING:
        return "pass", f"the whole interval is within {borne}"
    if lost and interval.high < 0:
        return "regression", f"it lost more than {borne}, and the interval lies below zero"
    return "inconclusive", f"the interval reaches beyond {borne}: these articles cannot tell"


def markdown(judged: Judgement) -> Iterator[str]:
    """Yield a summary as Markdown."""
    name = {PASS: "passed", REGRESSION: "failed: a regression", NOT_MEASURED: "inconclusive"}[judged.exit_code]
    yield f"## Gate {name}"
    yield ""
    yield f"{judged.run} against the baseline {judged.baseline}, margin {100 * judged.margin:g} points"
    if judged.not_held:
        yield f"Held by nothing, since the baseline lacks them: {', '.join(judged.not_held)}"
    yield ""
    rows = [("metric", "baseline", "run", "difference (95 % interval)", "outcome")]
    rows += [
        (one.metric, percent(one.baseline), percent(one.run), _moved(one), f"{one.outcome}: {one.why}")
        for one in judged.checks
    ]
    yield from lines(rows)
    for change in judged.changes:
        yield f"- {change.name}: {change.article} {change.gold}, {points(change.credit)} of credit: {change.words}"


def _moved(check: Check) -> str:
    if check.difference is None:
        return "–"
    interval = check.difference.interval
    ends = f" ({points(interval.low)} to {points(interval.high)})" if interval else ""
    return points(check.difference.value) + ends


def write(judged: Judgement, junit: Path | None, summary: Path | None) -> None:
    """Write JUnit XML, and append the summary, where they are wanted.

    Raises:
        RunError: A file cannot be written.
    """
    _save(_junit(judged), markdown(judged), junit, summary)


def _save(suite: ElementTree.Element, told: Iterable[str], junit: Path | None, summary: Path | None) -> None:
    try:
        if junit:
            ElementTree.ElementTree(suite).write(junit, encoding="utf-8", xml_declaration=True)
        if summary:
            with summary.open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in told)
    except OSError as error:
        raise RunError(f"{error.filename} cannot be written ({error.strerror}); name another file.") from error


def write_not_measured(why: str, junit: Path | None, summary: Path | None) -> None:
    """Write that nothing was measured, so that no older file is taken for this run's."""
    suite = ElementTree.Element(
        "testsuite", {"name": "extractor-evals gate", "tests": "1", "failures": "0", "errors": "1"}
    )
    case = ElementTree.SubElement(suite, "testcase", classname="gate", name="measured")
    ElementTree.SubElement(case, "error", message=why)
    _save(suite, [f"## Gate not measured: {why}"], junit, summary)


def _junit(judged: Judgement) -> ElementTree.Element:
    """A test case for each metric; an inconclusive one is an error, a regression a failure."""
    wrong = [check.outcome for check in judged.checks]
    counts = {"failures": str(wrong.count("regression")), "errors": str(wrong.count("inconclusive"))}
    about = {"name": "extractor-evals gate", "tests": str(len(judged.checks))}
    suite = ElementTree.Element("testsuite", about | counts)
    for check in judged.checks:
        case = ElementTree.SubElement(suite, "testcase", classname=judged.run, name=check.metric)
        if check.outcome != "pass":
            tag = "failure" if check.outcome == "regression" else "error"
            ElementTree.SubElement(case, tag, message=check.why).text = _moved(check)
    return suite
