"""The doors of the gate alone: what was drafted elsewhere, and what anybody says, held against an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from extractor.library import article_of
from extractor.literals import instructions, statements
from extractor.pipeline import Held, Verifier, hold
from extractor.reader import given_day
from extractor.response import Draft, Response, Verdict
from extractor.schema import Article, RejectionReason
from extractor.segment import segment
from extractor.settings import RULES, Settings

_BLANK: Mapping[str, Any] = {
    "sentence": 0, "source": None, "cue": None, "reported_by": None, "evidence": [], "subject": None, "kind": "event",
    "quantities": [], "times": [], "statement": None,
}  # fmt: skip


def gate(
    article: Article | str, drafts: Iterable[Draft | Mapping[str, Any]], *, published: date | str | None = None
) -> Held:
    """Hold claims that were drafted elsewhere (by a model of yours, by hand) against their article.

    Each draft becomes a claim whose every field is proven against the article's characters, or a rejection with its
    reason. No engine runs, and nothing is asked of anyone.

    Args:
        article: The article, or its text.
        drafts: Drafts, or mappings with the fields of ``extractor.response.Draft``: ``evidence`` (a list of verbatim
            strings), ``sentence``, ``source``, ``statement`` and so on. What is left out is null or empty, the kind is
            ``event``, and the sentence is the first that holds the evidence.
        published: Day of publication, as in ``extract``.

    Returns:
        Claims and rejections, and the sentences of the article.

    Raises:
        InputError: The article or the day is not usable.
    """
    ready = article_of(article, given_day(published), Settings.from_environment(model=RULES))
    items = [
        {**_BLANK, **{str(name): value for name, value in draft.items()}} if isinstance(draft, Mapping) else draft
        for draft in drafts
    ]
    return hold(ready, Response.model_validate({"claims": items}).claims)


def check_statement(
    statement: str, article: Article | str, *, published: date | str | None = None
) -> tuple[tuple[RejectionReason, str], ...]:
    """Check a statement of anybody's (a summary, a post) against an article, by code alone.

    It compares numbers, units, bounds, dates and names with the whole article; negations, hedges and directions with
    the one sentence that says nearly the same, if there is one; and it tells content words that the article lacks. It
    does not see who did what to whom, nor quantifiers. To hold a statement against words that you name, use ``gate``.

    Returns:
        A reason and a sentence for each thing that the article cannot carry; empty where nothing speaks against it.

    Raises:
        InputError: The article or the day is not usable.
    """
    ready = article_of(article, given_day(published), Settings.from_environment(model=RULES))
    said = segment(article_of(statement, None, Settings.from_environment(model=RULES))).sentences
    there = segment(ready).sentences
    found = statements.unsupported(
        [span.text for span in said], [span.text for span in there], published=ready.published
    )
    return tuple(found)


async def verify_statement(statement: str, article: Article | str, *, model: str, **settings: Any) -> bool | None:
    """Ask a model whether an article supports a statement.

    Args:
        statement: What is said.
        article: The article, or its text; it is shown whole, but for what speaks to a machine.
        model: The model to ask.
        **settings: Other fields of ``Settings`` (``base_url``, ``cache``, ``offline``, …).

    Returns:
        The model's answer; None where it gave none.

    Raises:
        ModelError: The model cannot be asked at all.
    """
    chosen = Settings.from_environment(verify=model, model=RULES, **settings)
    ready = article_of(article, None, chosen)
    verifier = Verifier(chosen)
    try:
        sentences = segment(ready).sentences
        orders = instructions.find(ready.text, [(span.start, span.end) for span in sentences])
        shown = [span.text for i, span in enumerate(sentences) if i not in orders]
        verdict, _ = await verifier.ask(shown, statement)
    finally:
        await verifier.close()
    return verdict.supported if isinstance(verdict, Verdict) else None
