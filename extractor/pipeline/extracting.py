"""Article to result: the order of the rooms, and the targeted re-ask of rejected drafts."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Self, TypedDict

from extractor import rules
from extractor.client import Budget, Client, Failure, Limiter
from extractor.ground import Ground
from extractor.merge import merge
from extractor.pipeline import completing
from extractor.pipeline.coverage import coverage, failures, unanswered
from extractor.pipeline.drafting import FALLBACK, Drafting, Wrong, spelled
from extractor.pipeline.gating import gated, settle
from extractor.pipeline.together import together
from extractor.pipeline.verifying import Verifier
from extractor.prompt import Messages, Template, load, render, render_reask
from extractor.response import Draft
from extractor.schema import Article, ArticleResult, Engine, Provenance, SkipReason, Usage
from extractor.segment import Segment, Segmentation, halves, segment
from extractor.settings import RULES, Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class _Shared(TypedDict):
    """What the two clients of a run have in common."""

    openai: AsyncOpenAI | None
    budget: Budget
    limiter: Limiter | None


class Extractor:
    """One engine with its settings, for many articles; an async context manager.

    Attributes:
        settings: What it runs with.
        budget: The dollars of it, and their limit.
    """

    def __init__(self, settings: Settings, openai: AsyncOpenAI | None = None, limiter: Limiter | None = None) -> None:
        """Load the template and open the client; the rules engine needs neither.

        Args:
            settings: Model, prompt, cache and budgets.
            openai: A client of the caller's own; cache, strict schema and retries wrap it.
            limiter: Who keeps the rates, where several processes share them.

        Raises:
            ModelError: The model cannot be asked (no key, no such file).
            SettingError: The prompt is not usable.
            CacheError: The cache file cannot be used.
        """
        self.settings = settings
        self.template: Template | None = None if settings.model == RULES else load(settings.prompt)
        self.budget = Budget(settings.max_cost)
        shared: _Shared = {"openai": openai, "budget": self.budget, "limiter": limiter}
        self.client: Client | None = None if settings.model == RULES else Client(settings, **shared)
        self.verifier: Verifier | None = Verifier(settings, **shared) if settings.verify else None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for opened in (self.client, self.verifier):
            if opened is not None:
                await opened.close()

    @property
    def clients(self) -> tuple[Client, ...]:
        """Who asks: the model that reads, and the one that verifies."""
        return tuple(client for client in (self.client, self.verifier and self.verifier.client) if client)

    @property
    def paid(self) -> Usage:
        """What this run has paid so far; answers from the cache cost nothing."""
        return sum((client.paid for client in self.clients), Usage())

    @property
    def begun(self) -> int:
        """How many articles are well begun at once: each answer that comes finds a request that is ready to be sent."""
        return self.settings.concurrency if self.client is None else 2 * self.settings.concurrency - 1

    @property
    def retries(self) -> int:
        """How many requests were sent again, so far."""
        return sum(client.transport.retries for client in self.clients if client.transport)

    @property
    def engine(self) -> Engine:
        """Which of the two engines drafts."""
        return "rules" if self.client is None else "llm"

    async def extract(self, article: Article) -> ArticleResult:
        """Extract the claims of one article.

        Raises:
            ModelError: The model cannot be asked at all; requests of this article that wait are not sent.
        """
        parts = segment(article, self.settings.segment_characters)
        ground = Ground(article, parts.sentences)
        if self.client is None and not _is_english(article):
            return self._result(article, parts, [], skip="unsupported_language")
        made = await together(self._segment(ground, part) for part in parts.segments if part.numbers)
        drafted = [each for drafts in made for each in drafts]
        result = self._result(article, parts, drafted, instructions=ground.instructions)
        return result if self.verifier is None else await self.verifier.verify(result)

    async def _segment(self, ground: Ground, part: Segment) -> list[Drafting]:
        """Draft, gate, and ask again for what the gate rejected."""
        numbers = [number for number in part.numbers if number not in ground.instructions]
        if self.client is None or self.settings.strategy == "read" or not _is_english(ground.article):
            return await self._read(ground, part, numbers)
        first = gated(_by_rules(ground, numbers), ground)
        added = await self._read(ground, part, completing.left_over(ground, first))
        for drafting in added:
            completing.only_new(drafting, [claim for _, claim in first.claims])
        return [first, *added]

    async def _read(self, ground: Ground, part: Segment, numbers: Sequence[int]) -> list[Drafting]:
        made: list[Drafting] = []
        for drafting in await self._draft(ground, part, numbers):
            rounds = [gated(drafting, ground)]
            while rounds[-1].wrong and drafting.engine == "llm" and len(rounds) <= self.settings.draft_reasks:
                rounds.append(gated(await self._reask(ground, rounds[-1].wrong), ground))
            settle(rounds)
            made += rounds
        return made

    async def _draft(self, ground: Ground, part: Segment, numbers: Sequence[int]) -> list[Drafting]:
        """The drafts of some sentences of a segment; a truncated answer splits it."""
        if self.client is None or self.template is None:
            return [_by_rules(ground, numbers)]
        if not numbers:
            return []
        shown = [ground.sentences[number - 1].text for number in numbers]
        candidates = _candidates(ground, numbers) if self.template.shows_candidates else []
        published, title = ground.article.published, ground.article.title
        messages = render(self.template, shown, published=published, title=title, candidates=candidates)
        drafting = await self._ask(messages, _longest_answer(part), numbers)
        if drafting.failure is None:
            return [drafting]
        if drafting.failure.reason == "truncated" and len(numbers) > 1:
            split = [(half, [n for n in numbers if n in half.numbers]) for half in halves(part, ground.sentences)]
            spent = Drafting("llm", usage=drafting.usage)
            return [spent, *[made for half, own in split for made in await self._draft(ground, half, own)]]
        if drafting.failure.reason in FALLBACK and _is_english(ground.article):
            return [replace(_by_rules(ground, numbers), usage=drafting.usage, failure=drafting.failure)]
        return [drafting]

    async def _reask(self, ground: Ground, wrong: Sequence[Wrong]) -> Drafting:
        """Ask once more for the rejected drafts only, with their sentences and the reasons."""
        if self.template is None:
            raise RuntimeError("the rules engine asks nobody")
        numbers = sorted({number for one in wrong for number in one.record.sentences})
        messages = render_reask(
            self.template,
            [ground.sentences[number - 1].text for number in numbers],
            [(_as_shown(one, numbers), one.why) for one in wrong],
            published=ground.article.published,
        )
        return replace(await self._ask(messages, 200 + 250 * len(wrong), numbers), is_reask=True)

    async def _ask(self, messages: Messages, max_tokens: int, numbers: Sequence[int]) -> Drafting:
        if self.client is None or self.template is None:
            raise RuntimeError("the rules engine asks nobody")
        shape = self.template.answer
        answer = await self.client.ask(
            messages, max_tokens=max_tokens, response_model=shape, sample=self.settings.sample
        )
        await asyncio.sleep(0)  # who has waited for this place sends first: the gate keeps the loop for a while
        if isinstance(answer, Failure):
            return Drafting("llm", numbers, usage=answer.usage, failure=answer.error)
        return Drafting("llm", numbers, answer.response.claims, answer.usage, left_out=answer.left_out)

    def _result(
        self,
        article: Article,
        parts: Segmentation,
        made: list[Drafting],
        skip: SkipReason | None = None,
        instructions: Collection[int] = (),
    ) -> ArticleResult:
        claims, duplicates = merge([numbered for drafting in made for numbered in drafting.claims])
        rejections = (*(wrong.record for drafting in made for wrong in drafting.wrong), *duplicates)
        return ArticleResult(
            article=article,
            sentences=parts.sentences,
            claims=claims,
            rejections=rejections,
            coverage=tuple(coverage(parts.sentences, claims, rejections, unanswered(made), skip, instructions)),
            usage=sum((drafting.usage for drafting in made), Usage()),
            provenance=self._provenance(made),
            warnings=tuple(dict.fromkeys(self._warnings(article, made, instructions))),
        )

    @cached_property
    def provenance(self) -> Provenance:
        """What every result of this engine names as its maker."""
        used = {
            "segment_characters": self.settings.segment_characters,
            "draft_reasks": self.settings.draft_reasks,
            "temperature": self.settings.temperature,
        }
        return Provenance(
            extractor=_version(),
            engine=self.engine,
            model=self.client.model if self.client else RULES,
            prompt=self.template.name if self.template else None,
            fingerprint=self.template.fingerprint if self.template else None,
            parameters=(used | self._chosen() if self.client else {}) | self._checked(),
        )

    def _provenance(self, made: Sequence[Drafting]) -> Provenance:
        """The provenance of one result: without the temperature, where the model refused it."""
        if not any("temperature" in drafting.left_out for drafting in made):
            return self.provenance
        parameters = self.provenance.parameters | {"temperature": None}
        return self.provenance.model_copy(update={"parameters": parameters})

    def _chosen(self) -> dict[str, str]:
        """The strategy, where it is not the default."""
        return {} if self.settings.strategy == "read" else {"strategy": self.settings.strategy}

    def _checked(self) -> dict[str, str]:
        return {} if self.verifier is None else {"verify": self.verifier.client.model}

    def _warnings(self, article: Article, made: Sequence[Drafting], instructions: Collection[int]) -> Iterator[str]:
        if self.client is not None and not _is_english(article):
            yield f"The article's language is {article.language!r}; prompts and parsers are made for English."
        if self.client is None and not _is_english(article):
            yield f"The article's language is {article.language!r}; the rules read English only, so nothing was read."
        if article.published is None:
            yield "The article has no publication date, so relative dates are unresolved; give it one (--published)."
        if instructions:
            numbers = spelled(instructions).capitalize()
            yield f"{numbers}: not read, since the words speak to a machine and tell nothing."
        yield from failures(made)


def _is_english(article: Article) -> bool:
    return article.language.lower().split("-")[0] == "en"


@lru_cache(maxsize=1)  # the metadata lie on disk
def _version() -> str:
    try:
        return version("claim-extractor")
    except PackageNotFoundError:
        return "0"


def _longest_answer(part: Segment) -> int:
    """Most tokens that an honest answer needs; a looping model is stopped there."""
    return 200 + (part.end - part.start) * 3 // 5 + 160 * len(part.numbers)


def _by_rules(ground: Ground, numbers: Sequence[int]) -> Drafting:
    return Drafting("rules", numbers, rules.draft(ground.article.text, ground.sentences, numbers).claims)


def _candidates(ground: Ground, numbers: Sequence[int]) -> list[Draft]:
    """What the rules draft of some sentences, with the numbers that these have in the request."""
    drafts = (item for item in _by_rules(ground, numbers).items if isinstance(item, Draft))
    return [draft.model_copy(update={"sentence": numbers.index(draft.sentence) + 1}) for draft in drafts]


def _as_shown(wrong: Wrong, numbers: Sequence[int]) -> dict[str, Any]:
    """A rejected draft with the number that its sentence has in the request."""
    said = wrong.record.draft
    return said if wrong.sentence is None else {**said, "sentence": numbers.index(wrong.sentence) + 1}
