"""What holds for any article: nothing lost between sentences, every span proven, results that read back the same."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Article, ArticleResult, extract
from extractor.ground import Ground
from extractor.response import Draft
from extractor.schema import Rejection, spans_in
from extractor.segment import halves, segment

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


@settings(max_examples=150, deadline=None)
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


@settings(max_examples=150, deadline=None)
@given(NEWSY, st.one_of(st.none(), st.just(date(2024, 6, 12))))
def test_every_span_of_every_record_equals_its_text(text: str, published: date | None) -> None:
    result = extract(Article(text=text, published=published), model="rules")

    for span in spans_in((result.sentences, result.claims)):
        assert text[span.start : span.end] == span.text
    assert len(result.coverage) == len(result.sentences)
    assert ArticleResult.model_validate_json(result.model_dump_json()) == result


@settings(max_examples=150, deadline=None)
@given(NEWSY, st.integers(-1, 5), st.lists(st.one_of(st.sampled_from(PIECES), ANY), max_size=3), ANY)
def test_no_draft_makes_the_gate_raise_or_lie(text: str, sentence: int, evidence: list[str], literal: str) -> None:
    article = Article(text=text)
    ground = Ground(article, segment(article).sentences)
    draft = Draft(
        sentence=sentence,
        source=literal,
        cue=literal,
        reported_by=None,
        evidence=evidence,
        subject=literal,
        kind="event",
        quantities=[literal],
        times=[literal],
        statement=None,
    )
    made = ground.ground(draft)

    if not isinstance(made, Rejection):
        for span in made.evidence:
            assert text[span.start : span.end] == span.text
