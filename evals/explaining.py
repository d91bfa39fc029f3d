"""Why two claims were paired, what each field got, and what is left over: in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evals.runs import RunError
from evals.score import ArticleScore, Leftover, Pair, compare
from evals.score.pairing import CAP, CREDIT, IDENTITY, THRESHOLD
from evals.sides import Side


def explain(article: ArticleScore, claim: str | None = None) -> Iterator[str]:
    """Yield the account of an article, or of one of its claims, gold (``c3``) or predicted (``p7``).

    Raises:
        RunError: There is no such claim.
    """
    pairs = [pair for pair in (*article.pairs, *article.unrewarded) if claim in (None, pair.gold.id, pair.predicted.id)]
    left = [one for one in article.left if claim in (None, one.side.id)]
    if claim and not pairs and not left:
        raise RunError(
            f"The article {article.article} has no claim {claim}; gold's ids are its own, predicted ones p1, p2 …."
        )
    yield f"{article.article}: {len(article.pairs)} pairs, {len(article.left)} left over"
    for pair in pairs:
        yield ""
        yield from _pair(pair)
    for one in left:
        yield ""
        yield from _left(one)
        if one.name in ("missed", "merged"):
            yield from _nearest(one.side, article)


def _nearest(side: Side, article: ArticleScore) -> Iterator[str]:
    """The predicted claim that a missed one is most like, and what kept the two apart."""
    near = max((compare(side, other) for other in article.predicted), key=lambda pair: pair.likeness, default=None)
    if near is not None and near.likeness > 0:
        yield f"  nearest is {near.predicted.id}, likeness {near.likeness:.2f}: {_weighed(near, IDENTITY)}"


def _pair(pair: Pair) -> Iterator[str]:
    optional = ", gold is optional: not counted" if pair.gold.optional else ""
    yield f"{pair.gold.id} – {pair.predicted.id}{optional}"
    yield f"  gold       {pair.gold.statements[0].text}"
    yield f"  predicted  {pair.predicted.statements[0].text}"
    yield f"  paired by likeness {pair.likeness:.2f} (at least {THRESHOLD}): {_weighed(pair, IDENTITY)}"
    capped = f", capped at {CAP} since wrong: {', '.join(pair.wrong)}" if pair.wrong else ""
    yield f"  credit {pair.credit:.2f}{capped}: {_weighed(pair, CREDIT)}"
    others = [name for name in pair.fields if name not in IDENTITY and name not in CREDIT]
    beside = (f"{name} {_like(pair.fields[name])}" for name in others if pair.fields[name] is not None)
    yield f"  beside: {', '.join(beside)}; publishable: {'yes' if pair.publishable else 'no'}"


def _weighed(pair: Pair, weights: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {_like(pair.fields[name])} × {weight:g}" for name, weight in weights.items())


def _like(like: float | None) -> str:
    return "not there" if like is None else f"{like:.2f}"


def _left(one: Leftover) -> Iterator[str]:
    beside = f" (beside {one.beside})" if one.beside else ""
    yield f"{one.side.id}: {one.name}{beside}"
    yield f"  {one.side.words}"
