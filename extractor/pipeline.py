"""Article to result: the order of the rooms, and the targeted re-ask of rejected drafts."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from typing import TYPE_CHECKING, Any, Self, TypeVar

from extractor import rules
from extractor.check import check
from extractor.client import Client, Failure
from extractor.errors import AnswerError, FailReason
from extractor.ground import Ground
from extractor.grounded import Grounded
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
from extractor.text import find_all

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_Made = TypeVar("_Made")

_FALLBACK: Mapping[FailReason, str] = {
    "truncated": "the model's answer was truncated",
    "unreadable": "the model's answer was unreadable",
    "unavailable": "the server gave no answer",
}
"""Failures that the rules engine stands in for; a refusal, a filter and an offline miss stay failures."""


@dataclass(frozen=True)
class _Wrong:
    """A rejection.

    Attributes:
        record: As it stands in the result.
        sentence: The number of the one sentence that the draft is about; None where it names none.
        why: What a re-ask says of it: without the article's sentence numbers, which no request shows.
    """

    record: Rejection
    sentence: int | None
    why: str


@dataclass
class _Drafting:
    """What the engine said in one answer, and what the gate made of it.

    Attributes:
        engine: Who drafted.
        numbers: The sentences it was shown.
        items: What it said; a model counts the sentences shown from 1, the rules by their numbers in the article.
        failure: Why the model gave no answer.
        left_out: Parameters that the model was asked without.
    """

    engine: Engine
    numbers: Sequence[int] = ()
    items: Sequence[Draft | Malformed] = ()
    usage: Usage = field(default_factory=Usage)
    failure: AnswerError | None = None
    left_out: frozenset[str] = frozenset()
    is_reask: bool = False
    claims: list[tuple[int, Claim]] = field(default_factory=list)
    wrong: list[_Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def fallback(self) -> bool:
        """Whether the rules stand in for an answer of the model."""
        return self.engine == "rules" and self.failure is not None

    def sentence(self, item: Draft | Malformed) -> int | None:
        """The article's number of the sentence that an item names; None where it names none that was shown."""
        if self.engine == "rules" or item.sentence is None:
            return item.sentence
        return self.numbers[item.sentence - 1] if 1 <= item.sentence <= len(self.numbers) else None


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
            ModelError: The model cannot be asked at all; requests of this article that wait are not sent.
        """
        parts = segment(article, self.settings.segment_characters)
        ground = Ground(article, parts.sentences)
        if self.client is None and not _is_english(article):
            return self._result(article, parts, [], skip="unsupported_language")
        made = await _together(self._segment(ground, part) for part in parts.segments if part.numbers)
        return self._result(article, parts, [drafting for drafted in made for drafting in drafted])

    async def _segment(self, ground: Ground, part: Segment) -> list[_Drafting]:
        """Draft, gate, and ask again for what the gate rejected."""
        made: list[_Drafting] = []
        for drafting in await self._draft(ground, part):
            rounds = [_gated(drafting, ground)]
            while rounds[-1].wrong and drafting.engine == "llm" and len(rounds) <= self.settings.draft_reasks:
                rounds.append(_gated(await self._reask(ground, rounds[-1].wrong), ground))
            _settle(rounds)
            made += rounds
        return made

    async def _draft(self, ground: Ground, part: Segment) -> list[_Drafting]:
        """The drafts of one segment; a truncated answer splits it."""
        if self.client is None or self.template is None:
            return [_by_rules(ground, part.numbers)]
        shown = [ground.sentences[number - 1].text for number in part.numbers]
        messages = render(self.template, shown, published=ground.article.published, title=ground.article.title)
        drafting = await self._ask(messages, _longest_answer(part), part.numbers)
        if drafting.failure is None:
            return [drafting]
        if drafting.failure.reason == "truncated" and len(part.numbers) > 1:
            split = halves(part, ground.sentences)
            spent = _Drafting("llm", usage=drafting.usage)
            return [spent, *[made for half in split for made in await self._draft(ground, half)]]
        if drafting.failure.reason in _FALLBACK and _is_english(ground.article):
            return [replace(_by_rules(ground, part.numbers), usage=drafting.usage, failure=drafting.failure)]
        return [drafting]

    async def _reask(self, ground: Ground, wrong: Sequence[_Wrong]) -> _Drafting:
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

    async def _ask(self, messages: Messages, max_tokens: int, numbers: Sequence[int]) -> _Drafting:
        if self.client is None:
            raise RuntimeError("the rules engine asks nobody")
        answer = await self.client.ask(messages, max_tokens=max_tokens)
        self.paid = self.paid + answer.paid
        if isinstance(answer, Failure):
            return _Drafting("llm", numbers, usage=answer.usage, failure=answer.error)
        return _Drafting("llm", numbers, answer.response.claims, answer.usage, left_out=answer.left_out)

    def _result(
        self, article: Article, parts: Segmentation, made: list[_Drafting], skip: SkipReason | None = None
    ) -> ArticleResult:
        claims, duplicates = merge([numbered for drafting in made for numbered in drafting.claims])
        rejections = (*(wrong.record for drafting in made for wrong in drafting.wrong), *duplicates)
        return ArticleResult(
            article=article,
            sentences=parts.sentences,
            claims=claims,
            rejections=rejections,
            coverage=tuple(_coverage(parts.sentences, claims, rejections, _unanswered(made), skip)),
            usage=sum((drafting.usage for drafting in made), Usage()),
            provenance=self._provenance(made),
            warnings=tuple(dict.fromkeys(self._warnings(article, made))),
        )

    def _provenance(self, made: Sequence[_Drafting]) -> Provenance:
        used = {"segment_characters": self.settings.segment_characters, "draft_reasks": self.settings.draft_reasks}
        left_out = any("temperature" in drafting.left_out for drafting in made)
        return Provenance(
            extractor=_version(),
            engine=self.engine,
            model=self.client.model if self.client else RULES,
            prompt=self.template.name if self.template else None,
            fingerprint=self.template.fingerprint if self.template else None,
            parameters={**used, "temperature": None if left_out else 0} if self.client else {},
        )

    def _warnings(self, article: Article, made: Sequence[_Drafting]) -> Iterator[str]:
        if self.client is not None and not _is_english(article):
            yield f"The article's language is {article.language!r}; prompts and parsers are made for English."
        if article.published is None:
            yield "The article has no publication date, so relative dates are unresolved; give one with --published."
        for drafting in made:
            if drafting.fallback and drafting.failure is not None:
                why = _FALLBACK[drafting.failure.reason]
                yield f"{_spelled(drafting.numbers).capitalize()}: the rules stood in, since {why}."
            yield from drafting.notes
        yield from _causes("No answer came for", [drafting for drafting in made if not drafting.is_reask])
        yield from _causes("No answer came to the re-ask of", [drafting for drafting in made if drafting.is_reask])


async def _together(works: Iterable[Coroutine[Any, Any, _Made]]) -> list[_Made]:
    """Await all; where one raises, the others are cancelled, and its error is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except BaseExceptionGroup as failed:
        first = failed.exceptions[0]
        raise first from first.__cause__
    return [task.result() for task in tasks]


def _is_english(article: Article) -> bool:
    return article.language.lower().split("-")[0] == "en"


def _version() -> str:
    try:
        return version("claim-extractor")
    except PackageNotFoundError:
        return "0"


def _longest_answer(part: Segment) -> int:
    """Most tokens that an honest answer needs; a looping model is stopped there."""
    return 200 + (part.end - part.start) * 3 // 5 + 160 * len(part.numbers)


def _by_rules(ground: Ground, numbers: range) -> _Drafting:
    return _Drafting("rules", numbers, rules.draft(ground.article.text, ground.sentences, numbers).claims)


def _as_shown(wrong: _Wrong, numbers: Sequence[int]) -> dict[str, Any]:
    """A rejected draft with the number that its sentence has in the request."""
    said = wrong.record.draft
    return said if wrong.sentence is None else {**said, "sentence": numbers.index(wrong.sentence) + 1}


def _gated(drafting: _Drafting, ground: Ground) -> _Drafting:
    """Ground, normalize and check each draft of an answer."""
    for item in drafting.items:
        grounded = _grounded(item, drafting, ground)
        if isinstance(grounded, _Wrong):
            drafting.wrong.append(grounded)
            continue
        number = grounded.sentence
        claim = normalize(grounded, ground.article, ground.sentences[number - 1], drafting.engine)
        if (wrong := check(claim)) is not None:
            record = Rejection(sentences=(number,), draft=item.model_dump(), reason=wrong[0], detail=wrong[1])
            drafting.wrong.append(_Wrong(record, number, record.detail))
            continue
        if drafting.fallback:
            claim = claim.model_copy(update={"flags": (*claim.flags, "fallback")})
        drafting.notes += grounded.notes
        drafting.claims.append((number, claim))
    return drafting


def _grounded(item: Draft | Malformed, drafting: _Drafting, ground: Ground) -> Grounded | _Wrong:
    """Ground an item in the sentence it names, else in the only one shown that holds its words."""
    named = drafting.sentence(item)
    if isinstance(item, Malformed):
        made = ground.ground(item)
        assert isinstance(made, Rejection)  # noqa: S101 - what is no draft has no evidence
        return _unread(made, named, drafting)
    number = named or _holding(item, drafting.numbers, ground.sentences)
    if number is None:
        return _nowhere(item, drafting)
    made = ground.ground(item.model_copy(update={"sentence": number}))
    if isinstance(made, Rejection):
        return _Wrong(made.model_copy(update={"draft": item.model_dump()}), number, made.detail)
    return made if named else replace(made, alignment="moved")


def _holding(draft: Draft, numbers: Sequence[int], sentences: Sequence[Span]) -> int | None:
    """The number of the only sentence in which all of a draft's evidence stands."""
    holding = [n for n in numbers if all(find_all(words, sentences[n - 1].text) for words in draft.evidence)]
    return holding[0] if len(holding) == 1 else None


def _unread(made: Rejection, named: int | None, drafting: _Drafting) -> _Wrong:
    if named is not None:
        return _Wrong(made.model_copy(update={"sentences": (named,)}), named, made.detail)
    detail = f"{made.detail} It names no sentence, and could mean any of {_spelled(drafting.numbers)}."
    return _Wrong(made.model_copy(update={"sentences": tuple(drafting.numbers), "detail": detail}), None, made.detail)


def _nowhere(draft: Draft, drafting: _Drafting) -> _Wrong:
    shown = _spelled(drafting.numbers)
    detail = f"The request showed no sentence {draft.sentence}; the draft could mean any of {shown}."
    sentences, said = tuple(drafting.numbers), draft.model_dump()
    record = Rejection(sentences=sentences, draft=said, reason="no_such_sentence", detail=detail)
    return _Wrong(record, None, f"There is no sentence {draft.sentence}.")


def _settle(rounds: Sequence[_Drafting]) -> None:
    """Where re-asks mended all that was wrong, the drafts that named no sentence meant those of the mended ones."""
    known = {claim.evidence for _, claim in rounds[0].claims}
    mended = {claim.evidence: n for again in rounds[1:] for n, claim in again.claims if claim.evidence not in known}
    if rounds[-1].wrong or len(mended) < len(rounds[0].wrong):
        return
    meant = {"sentences": tuple(sorted(set(mended.values())))}
    for drafting in rounds:
        drafting.wrong = [
            one if one.sentence else replace(one, record=one.record.model_copy(update=meant)) for one in drafting.wrong
        ]


def _unanswered(made: Iterable[_Drafting]) -> dict[int, FailReason]:
    answers = [(drafting, drafting.failure) for drafting in made if not drafting.is_reask]
    return {number: failure.reason for drafting, failure in answers if failure for number in drafting.numbers}


def _causes(what: str, made: Iterable[_Drafting]) -> Iterator[str]:
    """Tell each cause of failures once, with all the sentences it concerns."""
    causes: dict[str, list[int]] = {}
    for drafting in made:
        if drafting.failure is not None:
            causes.setdefault(str(drafting.failure), []).extend(drafting.numbers)
    for cause, numbers in causes.items():
        yield f"{what} {_spelled(numbers)}: {cause}"


def _spelled(numbers: Iterable[int]) -> str:
    """Numbers as a person writes them: "sentence 3", "sentences 1-4, 9"."""
    ordered = sorted(set(numbers))
    runs = [[n for _, n in run] for _, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0])]
    listed = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"sentence{'' if len(ordered) == 1 else 's'} {listed}"


def _coverage(
    sentences: Sequence[Span],
    claims: Sequence[Claim],
    rejections: Sequence[Rejection],
    unanswered: Mapping[int, FailReason],
    skip: SkipReason | None,
) -> Iterator[SentenceCoverage]:
    rejected = {number for rejection in rejections for number in rejection.sentences}
    details = {rejection.sentences[0]: rejection.detail for rejection in rejections if len(rejection.sentences) == 1}
    starts = [sentence.start for sentence in sentences]
    claimed = {bisect_right(starts, span.start) for claim in claims for span in claim.evidence}
    for number, sentence in enumerate(sentences, 1):
        if number in claimed:
            yield SentenceCoverage(sentence=number, status="claimed")
        elif number in unanswered:
            yield SentenceCoverage(sentence=number, status="failed", reason=unanswered[number])
        elif number in rejected:
            yield SentenceCoverage(sentence=number, status="failed", reason="rejected", detail=details.get(number))
        else:
            yield SentenceCoverage(sentence=number, status="skipped", reason=skip or rules.skip_reason(sentence.text))
