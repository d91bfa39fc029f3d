"""Article to result: the order of the rooms, and the targeted re-ask of rejected drafts."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Self

from extractor import rules
from extractor.check import check
from extractor.client import Answer, Client, Failure
from extractor.errors import FailReason
from extractor.ground import Ground
from extractor.merge import merge
from extractor.normalize import normalize
from extractor.prompt import Messages, Template, load, render, render_reask
from extractor.response import Draft, Malformed
from extractor.schema import (
    Article,
    ArticleResult,
    Claim,
    Engine,
    Provenance,
    Rejection,
    SentenceCoverage,
    SkipReason,
    Span,
    Usage,
)
from extractor.segment import Segment, Segmentation, halves, segment
from extractor.settings import RULES, Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_FALLBACK: frozenset[FailReason] = frozenset({"truncated", "unreadable", "unavailable"})
"""Failures that the rules engine stands in for; a refusal, a filter and an offline miss stay failures."""


@dataclass
class _Draftings:
    """What the engine said of one segment, and what the gate made of it."""

    engine: Engine
    items: list[Draft | Malformed] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    failed: dict[int, tuple[FailReason, str]] = field(default_factory=dict)
    fallback: bool = False
    claims: list[tuple[int, Claim]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Extractor:
    """One engine with its settings, for many articles; an async context manager.

    Attributes:
        settings: What it runs with.
        paid: What this run has paid so far; answers from the cache cost nothing.
    """

    def __init__(self, settings: Settings, openai: AsyncOpenAI | None = None) -> None:
        """Load the template and open the client; the rules engine needs neither.

        Args:
            settings: Model, prompt, cache and budgets.
            openai: A client of the caller's own; cache, strict schema and retries wrap it.

        Raises:
            ModelError: The model cannot be asked (no key, no such file).
            SettingError: The prompt is not usable.
            CacheError: The cache file cannot be used.
        """
        self.settings = settings
        self.paid = Usage()
        self.template: Template | None = None if settings.model == RULES else load(settings.prompt)
        self.client: Client | None = None if settings.model == RULES else Client(settings, openai)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.client is not None:
            await self.client.close()

    @property
    def engine(self) -> Engine:
        """Which of the two engines drafts."""
        return "rules" if self.client is None else "llm"

    async def extract(self, article: Article) -> ArticleResult:
        """Extract the claims of one article.

        Raises:
            ModelError: The model cannot be asked at all.
        """
        parts = segment(article, self.settings.segment_characters)
        ground = Ground(article, parts.sentences)
        if self._cannot_read(article):
            return self._result(article, parts, [], skip="unsupported_language")
        made = await asyncio.gather(*(self._segment(ground, part) for part in parts.segments if part.numbers))
        return self._result(article, parts, [drafting for drafted in made for drafting in drafted])

    def _cannot_read(self, article: Article) -> bool:
        return self.client is None and not _is_english(article)

    async def _segment(self, ground: Ground, part: Segment) -> list[_Draftings]:
        """Draft, gate, and ask again for what the gate rejected."""
        made: list[_Draftings] = []
        for drafting in await self._draft(ground, part):
            rejected = _gate(drafting, ground)
            made.append(drafting)
            for _ in range(self.settings.draft_reasks if drafting.engine == "llm" else 0):
                if not (mendable := [rejection for rejection in rejected if rejection.reason != "no_such_sentence"]):
                    break
                again = await self._reask(ground, mendable, part)
                rejected = _gate(again, ground)
                made.append(again)
        return made

    async def _draft(self, ground: Ground, part: Segment) -> list[_Draftings]:
        """The drafts of one segment; a truncated answer splits it."""
        if self.client is None or self.template is None:
            return [_by_rules(ground, part)]
        shown = [ground.sentences[number - 1].text for number in part.numbers]
        messages = render(self.template, shown, published=ground.article.published, title=ground.article.title)
        answer = await self._ask(messages, _longest_answer(part))
        if isinstance(answer, Answer):
            return [_Draftings("llm", items=_renumbered(answer, part.numbers), usage=answer.usage)]
        if answer.error.reason == "truncated" and len(part.numbers) > 1:
            spent = _Draftings("llm", usage=answer.usage)
            split = halves(part, ground.sentences)
            return [spent, *[d for half in split for d in await self._draft(ground, half)]]
        return [_failed(ground, part, answer)]

    async def _reask(self, ground: Ground, rejected: Sequence[Rejection], part: Segment) -> _Draftings:
        """Ask once more for the rejected drafts only, with their sentences and the reasons."""
        if self.template is None:
            return _Draftings("llm")
        numbers = sorted({number for rejection in rejected for number in rejection.sentences}) or list(part.numbers)
        messages = render_reask(
            self.template,
            [ground.sentences[number - 1].text for number in numbers],
            [(_as_shown(rejection, numbers), rejection.detail) for rejection in rejected],
            published=ground.article.published,
        )
        answer = await self._ask(messages, 200 + 250 * len(rejected))
        if isinstance(answer, Failure):
            note = f"The re-ask of {len(rejected)} rejected drafts failed: {answer.error}"
            return _Draftings("llm", usage=answer.usage, notes=[note])
        return _Draftings("llm", items=_renumbered(answer, numbers), usage=answer.usage)

    async def _ask(self, messages: Messages, max_tokens: int) -> Answer | Failure:
        if self.client is None:
            raise RuntimeError("the rules engine asks nobody")
        answer = await self.client.ask(messages, max_tokens=max_tokens)
        self.paid = self.paid + answer.paid
        return answer

    def _result(
        self, article: Article, parts: Segmentation, made: list[_Draftings], skip: SkipReason | None = None
    ) -> ArticleResult:
        claims, duplicates = merge([numbered for drafting in made for numbered in drafting.claims])
        rejections = (*(rejection for drafting in made for rejection in drafting.rejections), *duplicates)
        failed = {number: why for drafting in made for number, why in drafting.failed.items()}
        return ArticleResult(
            article=article,
            sentences=parts.sentences,
            claims=claims,
            rejections=rejections,
            coverage=tuple(_coverage(parts.sentences, claims, rejections, failed, skip)),
            usage=sum((drafting.usage for drafting in made), Usage()),
            provenance=self._provenance(),
            warnings=tuple(self._warnings(article, made)),
        )

    def _provenance(self) -> Provenance:
        used = {"segment_characters": self.settings.segment_characters, "draft_reasks": self.settings.draft_reasks}
        return Provenance(
            extractor=_version(),
            engine=self.engine,
            model=self.client.model if self.client else RULES,
            prompt=self.template.name if self.template else None,
            fingerprint=self.template.fingerprint if self.template else None,
            parameters={**used, "temperature": 0} if self.client else {},
        )

    def _warnings(self, article: Article, made: list[_Draftings]) -> Iterable[str]:
        if self.client is not None and not _is_english(article):
            yield f"The article's language is {article.language!r}; prompts and parsers are made for English."
        if article.published is None:
            yield "The article has no publication date, so relative dates are unresolved; give one with --published."
        for drafting in made:
            if drafting.fallback:
                yield from (
                    f"Sentences read by rules instead: {why}" for _, why in [next(iter(drafting.failed.values()))]
                )
            yield from drafting.notes


def _is_english(article: Article) -> bool:
    return article.language.lower().split("-")[0] == "en"


def _version() -> str:
    try:
        return version("claim-extractor")
    except PackageNotFoundError:
        return "0"


def _renumbered(answer: Answer, numbers: Sequence[int]) -> list[Draft | Malformed]:
    """Give drafts the article's sentence numbers; a request counts its own sentences from 1."""
    return [
        item.model_copy(update={"sentence": numbers[item.sentence - 1] if 0 < item.sentence <= len(numbers) else 0})
        if isinstance(item, Draft)
        else item
        for item in answer.response.claims
    ]


def _as_shown(rejection: Rejection, numbers: Sequence[int]) -> dict[str, Any]:
    """A rejected draft with the number that its sentence has in the request."""
    named = rejection.sentences[0] if rejection.sentences else 0
    return {**rejection.draft, "sentence": numbers.index(named) + 1} if named in numbers else rejection.draft


def _longest_answer(part: Segment) -> int:
    """Most tokens that an honest answer needs; a looping model is stopped there."""
    return 200 + (part.end - part.start) * 3 // 5 + 160 * len(part.numbers)


def _by_rules(ground: Ground, part: Segment) -> _Draftings:
    response = rules.draft(ground.article.text, ground.sentences, part.numbers)
    return _Draftings("rules", items=list(response.claims))


def _failed(ground: Ground, part: Segment, failure: Failure) -> _Draftings:
    """A segment without an answer: rules stand in where the failure lies with the model or the server."""
    reason, why = failure.error.reason, str(failure.error)
    stands_in = reason in _FALLBACK and _is_english(ground.article)
    made = _by_rules(ground, part) if stands_in else _Draftings("llm")
    made.usage, made.fallback = failure.usage, stands_in
    made.failed = dict.fromkeys(part.numbers, (reason, why))
    return made


def _gate(drafting: _Draftings, ground: Ground) -> list[Rejection]:
    """Ground, normalize and check each draft; return what was rejected."""
    rejected: list[Rejection] = []
    for item in drafting.items:
        grounded = ground.ground(item)
        if isinstance(grounded, Rejection):
            rejected.append(grounded)
            continue
        claim = normalize(grounded, ground.article, ground.sentences[grounded.sentence - 1], drafting.engine)
        if (wrong := check(claim)) is not None:
            said, number = grounded.draft.model_dump(), grounded.sentence
            rejected.append(Rejection(sentences=(number,), draft=said, reason=wrong[0], detail=wrong[1]))
            continue
        if drafting.fallback:
            claim = claim.model_copy(update={"flags": (*claim.flags, "fallback")})
        drafting.notes += grounded.notes
        drafting.claims.append((grounded.sentence, claim))
    drafting.rejections += rejected
    return rejected


def _coverage(
    sentences: Sequence[Span],
    claims: Sequence[Claim],
    rejections: Sequence[Rejection],
    failed: dict[int, tuple[FailReason, str]],
    skip: SkipReason | None,
) -> Iterable[SentenceCoverage]:
    rejected = {number: rejection for rejection in rejections for number in rejection.sentences}
    starts = [sentence.start for sentence in sentences]
    claimed = {bisect_right(starts, span.start) for claim in claims for span in claim.evidence}
    for number, sentence in enumerate(sentences, 1):
        if number in claimed:
            yield SentenceCoverage(sentence=number, status="claimed")
        elif number in failed:
            reason, why = failed[number]
            yield SentenceCoverage(sentence=number, status="failed", reason=reason, detail=why)
        elif number in rejected:
            detail = rejected[number].detail
            yield SentenceCoverage(sentence=number, status="failed", reason="rejected", detail=detail)
        else:
            reason_skipped = skip or rules.skip_reason(sentence.text)
            yield SentenceCoverage(sentence=number, status="skipped", reason=reason_skipped)
