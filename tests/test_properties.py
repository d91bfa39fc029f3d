"""What holds for any article: nothing lost between sentences, every span proven, results that read back the same."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Article, ArticleResult, extract
from extractor.client import Answer, Client
from extractor.ground import Ground
from extractor.pipeline import Extractor
from extractor.response import Message, Response
from extractor.schema import Usage, spans_in
from extractor.segment import halves, segment
from extractor.settings import Settings

PIECES = [
    "Mayor Ilse Brandt said",
    " that at least 40 ships",
    " sank on Monday",
    '"We lost more than 1,200 tonnes,"',
    " he added.",
    " Café",
    " naïve e\u0301cole",
    " 北京",
    " 😀👩\u200d🚀",
    " İzmir",
    "\r\n\r\n",
    "\n",
    "\u200b",
    "\u00ad",
    "\u00a0",
    " ﬁre…",
    " which is not 5 % of those killed",
    ", reported The Courier.",
    " … ",
    "“",
    "”",
    " since December,",
    " (in Lund) [the town]",
]
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
NEWSY = st.lists(st.one_of(st.sampled_from(PIECES), ANY), max_size=12).map("".join)


@settings(max_examples=150)
@given(NEWSY, st.integers(1, 400))
def test_segments_cover_the_article(text: str, characters: int) -> None:
    parts = segment(Article(text=text), characters)

    assert "".join(text[part.start : part.end] for part in parts.segments) == text
    assert [number for part in parts.segments for number in part.numbers] == list(range(1, len(parts.sentences) + 1))
    for part in parts.segments:
        inside = [parts.sentences[number - 1] for number in part.numbers]
        assert all(part.start <= sentence.start and sentence.end <= part.end for sentence in inside)
        if len(inside) > 1:
            left, right = halves(part, parts.sentences)
            assert (left.start, left.end, right.end) == (part.start, right.start, part.end)
            assert [*left.numbers, *right.numbers] == list(part.numbers)


@settings(max_examples=150)
@given(NEWSY, st.one_of(st.none(), st.just(date(2024, 6, 12))))
def test_every_span_of_every_record_equals_its_text(text: str, published: date | None) -> None:
    result = extract(Article(text=text, published=published), model="rules")

    for span in spans_in((result.sentences, result.claims)):
        assert text[span.start : span.end] == span.text
    assert len(result.coverage) == len(result.sentences)
    assert ArticleResult.model_validate_json(result.model_dump_json()) == result


class Scripted(Client):
    """A model that says the same of every segment."""

    def __init__(self, claims: Sequence[object]) -> None:
        self.model = "scripted"
        self.claims = claims

    async def ask(self, messages: Sequence[Message], **_: Any) -> Any:
        return Answer(Response.model_validate({"claims": self.claims}), Usage(requests=1), Usage())


@cache
def scripted() -> Extractor:
    return Extractor(Settings(model="scripted", base_url="http://127.0.0.1:9/v1", cache=None, draft_reasks=0))


def judged(article: Article, claims: Sequence[object]) -> ArticleResult:
    scripted().client = Scripted(claims)
    return asyncio.run(scripted().extract(article))


LITERAL = st.one_of(st.sampled_from(PIECES).map(str.strip), ANY)
DRAFT = st.fixed_dictionaries(
    {
        "sentence": st.integers(-1, 5),
        "source": LITERAL,
        "cue": st.one_of(st.none(), LITERAL),
        "reported_by": st.none(),
        "evidence": st.lists(LITERAL, max_size=3),
        "subject": LITERAL,
        "kind": st.just("event"),
        "quantities": st.lists(LITERAL, max_size=1),
        "times": st.lists(LITERAL, max_size=1),
        "statement": st.one_of(st.none(), LITERAL),
    }
)
NO_DRAFT = st.one_of(ANY, st.none(), st.integers(), st.fixed_dictionaries({"sentence": st.integers(-1, 5)}))


@settings(max_examples=150)
@given(NEWSY, st.lists(st.one_of(DRAFT, NO_DRAFT), max_size=4))
def test_no_draft_makes_the_gate_raise_or_lie(text: str, claims: list[object]) -> None:
    article = Article(text=text)
    result = judged(article, claims)
    parts = segment(article, scripted().settings.segment_characters)
    orders = Ground(article, parts.sentences).instructions  # no model is shown them
    shown = sum(1 for part in parts.segments if set(part.numbers) - orders)

    assert len(result.claims) + len(result.rejections) == shown * len(claims), "a draft is a claim or a rejection"
    for span in spans_in((result.sentences, result.claims)):
        assert text[span.start : span.end] == span.text
    assert [sentence.sentence for sentence in result.coverage] == list(range(1, len(result.sentences) + 1))
    rejected = Counter(number for rejection in result.rejections for number in rejection.sentences)
    for sentence in result.coverage:
        place = result.sentences[sentence.sentence - 1]
        holds = any(place.start <= span.start < place.end for claim in result.claims for span in claim.evidence)
        assert sentence.status == ("claimed" if holds else "failed" if rejected[sentence.sentence] else "skipped")
    assert all(rejection.sentences for rejection in result.rejections), "none is lost without a failed sentence"
    assert ArticleResult.model_validate_json(result.model_dump_json()) == result
