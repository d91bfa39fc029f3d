"""Scores, comparisons, measures and deceptions as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from evals.comparing import Comparison
from evals.corpora.measures import Measure
from evals.perturb.suite import Judged, rates
from evals.score import FIELDS, METRICS, Metric, Score
from evals.sides import Side
from evals.tables import between, estimate, lines, percent, points

_HEAD = ("measure", "column", "precision", "recall", "F1", "95 % interval of F1", "paired", "gold", "predicted")
_LEFT = ("missed", "merged", "duplicate", "split", "grounded", "fabricated", "trap")
_MEANING: Mapping[str, str] = {
    "missed": "gold that nothing met",
    "merged": "gold that lies inside of another pair's claim",
    "duplicate": "a second claim for gold that was met",
    "split": "a piece of gold that was met",
    "grounded": "words of the article that gold does not claim: perhaps overlooked, to be audited",
    "fabricated": "evidence that does not stand in the article",
    "trap": "what gold forbids",
}


def scores(score: Score, by: str | None = None) -> Iterator[str]:
    """Yield the report of one run: its metrics, slots and leftovers, or one slice of it."""
    articles = {article.article for article in score.articles}
    counts = score.counts("found")
    yield f"{score.label}: {len(articles)} articles, {counts.gold:g} gold claims, {counts.predicted:g} predicted"
    if failed := [article.article for article in score.articles if article.failed]:
        yield f"Without a result, so that their gold is missed: {', '.join(failed)}"
    if score.lacking:
        yield f"Not in the run: {', '.join(score.lacking)}"
    yield ""
    yield from lines(list(_metrics(score)))
    if by is None:
        yield ""
        yield from lines(list(_slots(score)))
        yield ""
        yield from lines(list(_leftovers(score)))
    elif by == "article":
        yield ""
        yield from lines(list(_by_article(score)))
    else:
        yield ""
        yield from lines(list(_by_kind(score) if by == "kind" else _by_tag(score)))


def _metrics(score: Score) -> Iterator[Sequence[str]]:
    yield "metric", "F1 (95 % interval)", "precision", "recall", "smallest difference", "deviation between repeats"
    for metric in METRICS:
        f1 = score.f1(metric)
        shares = (
            ("–", "–") if metric == "grounding"
            else (percent(score.precision(metric).value), percent(score.recall(metric).value))
        )  # fmt: skip
        yield metric, estimate(f1), *shares, percent(f1.smallest), percent(score.repeats(metric))


def _slots(score: Score) -> Iterator[Sequence[str]]:
    outcomes = ("correct", "partial", "incorrect", "missing", "spurious")
    yield "field", "F1 (95 % interval)", "smallest difference", *outcomes
    for name in FIELDS:
        slots, found = score.slots(name), score.field(name)
        yield name, estimate(found), percent(found.smallest), *(str(getattr(slots, one)) for one in outcomes)


def _leftovers(score: Score) -> Iterator[Sequence[str]]:
    counted = Counter[str](left.name for article in score.articles for left in article.left)
    yield "left over", "number", "what it is"
    for name in _LEFT:
        yield name, str(counted[name]), _MEANING[name]
    yield "wrong", str(sum(bool(p.wrong) for a in score.articles for p in a.pairs)), "pairs whose credit is capped"


def _by_kind(score: Score) -> Iterator[Sequence[str]]:
    kinds = sorted({_kind(pair.gold) for a in score.articles for pair in a.pairs} | _left_kinds(score))
    yield "kind", "found F1", "soft F1", "publishable F1", "gold"
    for kind in kinds:
        yield _slice(score, kind, kind or "not labelled")


def _kind(side: Side) -> str:
    return str(side.labelled.get("kind") or "")


def _left_kinds(score: Score) -> set[str]:
    return {_kind(left.side) for a in score.articles for left in a.left}


def _slice(score: Score, kind: str, label: str) -> Sequence[str]:
    found = [score.f1(metric, lambda side: _kind(side) == kind) for metric in ("found", "soft", "publishable")]
    gold = score.counts("found", lambda side: _kind(side) == kind).gold
    return label, *map(estimate, found), f"{gold:g}"


def _by_tag(score: Score) -> Iterator[Sequence[str]]:
    yield "tag", "articles", "found F1", "soft F1", "publishable F1"
    for tag in sorted({tag for article in score.articles for tag in article.tags}):
        part = Score(score.label, tuple(article for article in score.articles if tag in article.tags))
        yield tag, str(len({a.article for a in part.articles})), *_three(part)


def _by_article(score: Score) -> Iterator[Sequence[str]]:
    yield "article", "gold", "predicted", "found F1", "soft F1", "publishable F1"
    for name in dict.fromkeys(article.article for article in score.articles):
        part = Score(score.label, tuple(article for article in score.articles if article.article == name))
        counts = part.counts("found")
        yield name, f"{counts.gold:g}", f"{counts.predicted:g}", *_three(part)


def _three(score: Score) -> list[str]:
    metrics: tuple[Metric, ...] = ("found", "soft", "publishable")
    return [estimate(score.f1(metric)) for metric in metrics]


def comparison(compared: Comparison, show: bool = False) -> Iterator[str]:
    """Yield the report of two runs beside each other."""
    yield f"A: {compared.first}"
    yield f"B: {compared.second}"
    yield f"{len(compared.articles)} articles in both: {', '.join(compared.articles)}"
    if compared.only_one:
        yield f"Left out, since only one run has them: {', '.join(compared.only_one)}"
    yield ""
    rows = [("metric", "A", "B", "B less A (95 % interval)", "p of swaps", "smallest difference")]
    for metric, row in compared.rows.items():
        difference = row.difference
        if difference is None:
            rows.append((metric, percent(row.first), percent(row.second), "–", "–", "–"))
            continue
        moved = points(difference.value)
        if difference.interval:
            moved += f" ({points(difference.interval.low)} to {points(difference.interval.high)})"
        rows.append(
            (
                metric,
                percent(row.first),
                percent(row.second),
                moved,
                f"{difference.p:.3f}",
                percent(difference.smallest),
            )
        )
    yield from lines(rows)
    seeds = {row.difference.seed for row in compared.rows.values() if row.difference}
    yield f"Swaps: {'all of them' if seeds <= {None} else f'10,000 by seed {max(s for s in seeds if s is not None)}'}."
    changes = Counter[str](change.name for change in compared.changes)
    yield f"Gold claims newly found: {changes['found']}, lost: {changes['lost']}, changed: {changes['changed']}."
    for change in compared.changes if show else ():
        yield f"  {change.name}  {change.article} {change.gold}: {points(change.credit)} of credit  {change.words}"


def table(measures: Sequence[Measure]) -> Iterator[str]:
    """Yield the lines of a Markdown table, one row for each measure and column."""
    yield from lines([_HEAD, *(_row(measure) for measure in sorted(measures, key=lambda each: each.column))])


def deceptions(judged: Sequence[Judged], names: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a Markdown table: false accepts and false rejects of each class, one column an aligner."""
    columns = [list(rates(judged, name)) for name in names]
    rows = [("class", "cases", *names, "mended by the gate")]
    for row in zip(*columns, strict=True):
        counted = (f"{rate.wrong} ({percent(rate.share)} %)" if rate.cases else "–" for rate in row)
        rows.append((row[0].label, str(row[0].cases), *counted, str(row[0].mended)))
    yield from lines(rows)


def _row(measure: Measure) -> tuple[str, ...]:
    whole = measure.whole
    shares = (percent(whole.precision), percent(whole.recall), percent(whole.f1), between(measure.interval))
    return (measure.name, measure.column, *shares, str(whole.paired), str(whole.gold), str(whole.predicted))
