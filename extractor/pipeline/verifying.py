"""The second opinion: a model is asked whether the sentences of a claim support its statement.

It is off by default. What it doubts is flagged, never dropped: the gate has proven the words, and a model may err.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.client import Budget, Client, Failure, Limiter
from extractor.pipeline.together import together
from extractor.prompt import render_check
from extractor.response import Verdict
from extractor.schema import ArticleResult, Claim, Flag, Usage
from extractor.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

PROMPT = "verify.v1"
_MOST_TOKENS = 120
_BEFORE = 2
"""Sentences before a claim's own that are shown with it, since brackets and pronouns point there."""


class Verifier:
    """Asks one model about statements."""

    def __init__(
        self,
        settings: Settings,
        openai: AsyncOpenAI | None = None,
        budget: Budget | None = None,
        limiter: Limiter | None = None,
    ) -> None:
        """Open the way to the model that ``settings.verify`` names; nothing is sent yet.

        Raises:
            ModelError: The model cannot be asked (no key, no such file).
            CacheError: The cache file cannot be used.
        """
        chosen = settings.model_copy(update={"model": settings.verify})
        self.client = Client(chosen, openai, budget=budget, limiter=limiter)

    async def close(self) -> None:
        """Close what was opened."""
        await self.client.close()

    async def ask(self, sentences: Sequence[str], statement: str) -> tuple[Verdict | Failure, Usage]:
        """Ask whether sentences support a statement.

        Returns:
            The verdict or why there is none, and what it cost when it was made.
        """
        messages = render_check(PROMPT, sentences, statement)
        answer = await self.client.ask(messages, max_tokens=_MOST_TOKENS, response_model=Verdict)
        return (answer if isinstance(answer, Failure) else answer.response), answer.usage

    async def verify(self, result: ArticleResult) -> ArticleResult:
        """Ask about each claim of a result.

        Those that the model does not find supported are flagged ``doubted``, those without a verdict ``unverified``.
        """
        starts = [sentence.start for sentence in result.sentences]
        asked = await together(self._of(claim, result, starts) for claim in result.claims)
        claims = tuple(_flagged(claim, verdict) for claim, (verdict, _) in zip(result.claims, asked, strict=True))
        failed = [verdict.error for verdict, _ in asked if isinstance(verdict, Failure)]
        told = [f"{len(failed)} statements were not verified: {failed[0]}"] if failed else []
        told += [
            f'The model doubts "{claim.statement}", for "{verdict.differs}".'
            for claim, (verdict, _) in zip(result.claims, asked, strict=True)
            if isinstance(verdict, Verdict) and not verdict.supported and verdict.differs
        ]
        update = {
            "claims": claims,
            "usage": sum((usage for _, usage in asked), result.usage),
            "warnings": (*result.warnings, *told),
        }
        return ArticleResult.model_validate(dict(result) | update)

    async def _of(self, claim: Claim, result: ArticleResult, starts: Sequence[int]) -> tuple[Verdict | Failure, Usage]:
        first, last = (bisect_right(starts, span.start) for span in (claim.evidence[0], claim.evidence[-1]))
        orders = {entry.sentence for entry in result.coverage if entry.reason == "instruction"}
        numbers = range(max(1, first - _BEFORE), last + 1)
        shown = [result.sentences[number - 1].text for number in numbers if number not in orders]
        return await self.ask(shown, claim.statement)


def _flagged(claim: Claim, verdict: Verdict | Failure) -> Claim:
    if isinstance(verdict, Verdict) and verdict.supported:
        return claim
    flag: Flag = "doubted" if isinstance(verdict, Verdict) else "unverified"
    return claim.model_copy(update={"flags": (*claim.flags, flag)})
