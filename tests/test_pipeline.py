"""The order of the rooms, and what becomes of failures: answers here are faults that no real server gives on demand."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import Any

import pytest

from extractor import Article, ArticleResult, extract
from extractor.errors import WrongKey
from extractor.pipeline import Extractor
from extractor.settings import Settings
from tests.faults import FaultServer, Reply, answer, error

TEXT = (
    "The ferry sank near Orrin on Saturday. At least 12 people drowned. "
    "Mayor Ilse Brandt said the harbour is closed. The crew had left the town."
)
TWO_SEGMENTS = 75
"""Characters of a segment that holds two of the four sentences."""
ARTICLE = Article(id="ferry", text=TEXT, published=date(2024, 6, 12))


def read(server: FaultServer, article: Article = ARTICLE, **settings: Any) -> ArticleResult:
    chosen = {"cache": None, "max_wait": 0.02, "transport_retries": 1, **settings}
    return extract(article, model="scripted", base_url=server.url, **chosen)


def draft(sentence: int, evidence: str, **fields: Any) -> dict[str, Any]:
    empty = {"source": None, "cue": None, "reported_by": None, "subject": None, "statement": None}
    return {
        **empty,
        "sentence": sentence,
        "evidence": [evidence],
        "kind": "event",
        "quantities": [],
        "times": [],
    } | fields


def said(*items: object) -> Reply:
    return answer(json.dumps({"claims": items}))


def statuses(result: ArticleResult) -> list[tuple[str, str | None]]:
    return [(sentence.status, sentence.reason) for sentence in result.coverage]


def test_drafts_become_claims_and_sentences_are_accounted_for() -> None:
    with FaultServer(
        said(draft(1, "The ferry sank near Orrin on Saturday"), draft(2, "At least 12 people drowned"))
    ) as server:
        result = read(server)

    assert [claim.evidence[0].text for claim in result.claims] == [
        "The ferry sank near Orrin on Saturday",
        "At least 12 people drowned",
    ]
    assert result.claims[0].times[0].start == date(2024, 6, 8)
    assert result.claims[1].quantities[0].comparator == "at_least"
    assert statuses(result) == [("claimed", None), ("claimed", None), ("skipped", "no_claim"), ("skipped", "no_claim")]
    assert result.complete
    assert result.usage.requests == 1


def test_one_bad_item_never_fails_the_rest() -> None:
    with FaultServer(said({"sentence": 1}, draft(2, "At least 12 people drowned"))) as server:
        result = read(server, draft_reasks=0)

    assert len(result.claims) == 1
    assert [rejection.reason for rejection in result.rejections] == ["malformed"]
    assert result.rejections[0].sentences == (1,)
    assert statuses(result)[:3] == [("failed", "rejected"), ("claimed", None), ("skipped", "no_claim")]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("The ferry sank", "malformed"),
        ({"sentence": 3, "kind": "event"}, "malformed"),
        ({"sentence": 0}, "malformed"),
        (draft(3, "A bridge fell"), "no_such_sentence"),
        (draft(0, "the"), "no_such_sentence"),
        (draft(-1, "") | {"evidence": []}, "no_such_sentence"),
    ],
)
def test_what_names_no_sentence_fails_those_of_its_segment_without_a_claim(item: Any, reason: str) -> None:
    lost = said(draft(2, "The crew had left the town"), item)
    with FaultServer(said(draft(1, "The ferry sank near Orrin")), lost) as server:
        result = read(server, segment_characters=TWO_SEGMENTS, concurrency=1, draft_reasks=0)

    (rejection,) = result.rejections
    assert statuses(result) == [("claimed", None), ("skipped", "no_claim"), ("failed", "rejected"), ("claimed", None)]
    assert not result.complete
    assert (rejection.reason, rejection.sentences) == (reason, (3, 4))
    assert rejection.draft == (item if isinstance(item, dict) else {"item": item}), "as it was said"
    assert "sentences 3-4" in rejection.detail
    assert rejection.detail.endswith(".")
    assert result.coverage[2].detail is None, "the detail stands once, in the rejection"


def test_a_rejected_draft_keeps_the_number_that_was_said() -> None:
    empty, wrong = said(), said(draft(1, "Mayor Ilse Brandt said the bridge is closed"))
    with FaultServer(empty, wrong) as server:
        result = read(server, segment_characters=TWO_SEGMENTS, concurrency=1, draft_reasks=0)

    (rejection,) = result.rejections
    assert (rejection.sentences, rejection.draft["sentence"]) == ((3,), 1)
    assert result.coverage[2].detail == rejection.detail


def test_a_draft_whose_statement_is_rejected_keeps_its_number_too(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = ("unsupported_addition", "The statement adds words.")
    monkeypatch.setattr("extractor.pipeline.gating.check", lambda *_: wrong)
    made = draft(1, "the harbour is closed")
    with FaultServer(said(), said(made)) as server:
        result = read(server, segment_characters=TWO_SEGMENTS, concurrency=1, draft_reasks=0)

    (rejection,) = result.rejections
    assert (rejection.sentences, rejection.draft) == ((3,), made)


def test_words_that_stand_in_one_sentence_only_need_no_right_number() -> None:
    with FaultServer(said(), said(draft(7, "The crew had left the town"))) as server:
        result = read(server, segment_characters=TWO_SEGMENTS, concurrency=1)

    assert len(server.seen) == 2
    assert [(claim.evidence[0].text, claim.alignment) for claim in result.claims] == [
        ("The crew had left the town", "moved")
    ]
    assert statuses(result)[3] == ("claimed", None)
    assert result.complete


def test_a_draft_without_its_sentence_is_asked_for_again() -> None:
    lost, mended = draft(9, "The crew left the town"), draft(2, "The crew had left the town")
    with FaultServer(said(), said(draft(1, "the harbour is closed"), lost), said(mended)) as server:
        result = read(server, segment_characters=TWO_SEGMENTS, concurrency=1)
        asked = server.seen[2].body["messages"][-1]["content"]

    assert "[1] Mayor Ilse Brandt said the harbour is closed.\n[2] The crew had left the town." in asked
    assert f"- {json.dumps(result.rejections[0].draft)}\n  Wrong: There is no sentence 9.\n" in asked
    assert len(result.claims) == 2
    assert result.rejections[0].sentences == (4,), "what it meant is known now"
    assert result.complete


@pytest.mark.parametrize(
    "second",
    [said(), said(draft(3, "the harbour is closed")), said(draft(3, "the harbour is closed"), "again"), error(500)],
)
def test_a_draft_that_the_re_ask_does_not_bring_back_is_lost(second: Reply) -> None:
    first = said(draft(3, "the harbour is closed"), {"kind": "event"})
    with FaultServer(first, second) as server:
        result = read(server, transport_retries=0)

    assert len(server.seen) == 2
    failed = ("failed", "rejected")
    assert statuses(result) == [failed, failed, ("claimed", None), failed]
    assert result.rejections[0].sentences == (1, 2, 3, 4)


def test_a_re_ask_that_is_rejected_again_mends_nothing_that_names_no_sentence() -> None:
    with FaultServer(said({"kind": "event"}), said(draft(3, "the harbour is closed"), draft(1, "No such"))) as server:
        result = read(server)

    assert [status for status, _ in statuses(result)] == ["failed", "failed", "claimed", "failed"]
    assert [rejection.sentences for rejection in result.rejections] == [(1, 2, 3, 4), (1,)]


def test_only_rejected_drafts_are_asked_for_again_with_the_reason() -> None:
    wrong = draft(2, "At least 21 people drowned")
    with FaultServer(
        said(draft(1, "The ferry sank near Orrin"), wrong), said(draft(1, "At least 12 people drowned"))
    ) as server:
        result = read(server)
        asked = server.seen[1].body["messages"][-1]["content"]

    assert len(server.seen) == 2
    assert "At least 21 people drowned" in asked
    assert "[1] At least 12 people drowned." in asked, (
        "only the sentence of the rejected draft is shown, numbered from 1"
    )
    assert "does not stand in the sentence: it says" in asked
    assert "The ferry sank" not in asked
    assert [claim.evidence[0].text for claim in result.claims] == [
        "The ferry sank near Orrin",
        "At least 12 people drowned",
    ]
    assert [rejection.reason for rejection in result.rejections] == ["number_conflict"]
    assert result.complete
    assert (result.usage.requests, result.usage.prompt_tokens) == (2, 22), "the re-ask was paid for too"


def test_a_draft_that_stays_wrong_fails_its_sentence() -> None:
    with FaultServer(said(draft(2, "At least 21 people drowned"))) as server:
        result = read(server)

    assert len(server.seen) == 2
    assert statuses(result)[1] == ("failed", "rejected")
    assert not result.complete


def test_a_truncated_answer_splits_the_segment() -> None:
    halves = (
        said(draft(1, "The ferry sank near Orrin")),
        said(draft(2, "The crew had left the town")),
    )
    with FaultServer(answer('{"claims": [', finish="length"), *halves) as server:
        result = read(server)
        shown = [seen.body["messages"][-1]["content"] for seen in server.seen]

    assert len(server.seen) == 3
    assert all(sum(f"[{n}]" in content for n in (1, 2, 3)) == 2 for content in shown[1:])
    assert [claim.evidence[0].text for claim in result.claims] == [
        "The ferry sank near Orrin",
        "The crew had left the town",
    ]
    assert result.usage.requests == 3, "the truncated answer was paid for too"


def test_one_sentence_that_stays_truncated_is_read_by_rules() -> None:
    article = ARTICLE.model_copy(update={"text": "At least 12 people drowned."})
    with FaultServer(answer('{"claims": [', finish="length")) as server:
        result = read(server, article)

    assert [claim.engine for claim in result.claims] == ["rules"]
    assert "fallback" in result.claims[0].flags
    assert result.warnings[0] == "Sentence 1: the rules stood in, since the model's answer was truncated."


@pytest.mark.parametrize(
    ("reply", "reason"),
    [(answer(None, refusal="I cannot help."), "refused"), (answer("", finish="content_filter"), "filtered")],
)
def test_refusal_and_filter_fail_every_sentence_after_one_call(reply: Reply, reason: str) -> None:
    with FaultServer(reply) as server:
        result = read(server)

    assert len(server.seen) == 1
    assert statuses(result) == [("failed", reason)] * 4
    assert result.claims == ()


@pytest.mark.parametrize(
    ("reply", "why"),
    [(error(500), "the server gave no answer"), (answer("No."), "the model's answer was unreadable")],
)
def test_the_rules_stand_in_for_a_segment_without_an_answer_and_a_warning_says_so(reply: Reply, why: str) -> None:
    with FaultServer(said(draft(1, "The ferry sank near Orrin")), reply) as server:
        result = read(server, segment_characters=TWO_SEGMENTS, concurrency=1)

    assert {(claim.engine, "fallback" in claim.flags) for claim in result.claims} == {("llm", False), ("rules", True)}
    assert result.warnings[0] == f"Sentences 3-4: the rules stood in, since {why}."
    assert len(result.warnings) == 2
    assert result.warnings[1].startswith("No answer came for sentences 3-4: ")


def test_a_wrong_key_reaches_the_caller_and_ends_all_that_goes_on() -> None:
    async def run(url: str) -> None:
        settings = Settings(model="scripted", base_url=url, cache=None, segment_characters=1, concurrency=1)
        async with Extractor(settings) as extractor:
            with pytest.raises(WrongKey) as caught:
                await extractor.extract(ARTICLE)
            assert caught.value.__cause__ is None, "no traceback shows what the server said"
            assert asyncio.all_tasks() == {asyncio.current_task()}
            assert len(server.seen) == 1, "what waited was not sent"

    with FaultServer(error(401)) as server:
        asyncio.run(run(server.url))


@pytest.mark.parametrize(("first", "sent"), [((), 0), ((error(400, "unsupported", param="temperature"),), None)])
def test_parameters_are_said_as_they_were_sent(first: tuple[Reply, ...], sent: int | None, tmp_path: Any) -> None:
    cache = tmp_path / "answers.sqlite"
    with FaultServer(*first, said()) as server:
        result = read(server, cache=cache)
        assert server.seen[-1].body.get("temperature") == sent
        replayed = read(server, cache=cache, offline=True)

    assert result.provenance.parameters["temperature"] == sent
    assert replayed == result


def test_half_a_surrogate_pair_in_an_answer_is_written_and_read_again() -> None:
    half = draft(
        1, "The ferry sank near Orrin", subject="The ferry \ud800", statement="The ferry \ud800 sank near Orrin."
    )
    with FaultServer(said(half, {"sentence": 2, "why": "\udc00"})) as server:
        result = read(server, draft_reasks=0)

    assert len(server.seen) == 1
    assert {claim.engine for claim in result.claims} <= {"llm"}
    assert ArticleResult.model_validate_json(result.model_dump_json()) == result
    assert "\ufffd" in result.model_dump_json()


def test_the_same_draft_twice_is_one_claim_and_a_rejection() -> None:
    twice = draft(2, "At least 12 people drowned")
    with FaultServer(said(twice, twice)) as server:
        result = read(server, draft_reasks=0)

    assert len(result.claims) == 1
    assert [rejection.reason for rejection in result.rejections] == ["duplicate"]


def test_an_article_in_another_language_is_skipped_by_the_rules() -> None:
    result = extract(Article(text="Die Brücke ist gesperrt. Niemand wurde verletzt.", language="de"), model="rules")

    assert result.claims == ()
    assert statuses(result) == [("skipped", "unsupported_language")] * 2
    assert result.complete


def test_a_result_is_the_same_when_read_again() -> None:
    result = extract(ARTICLE, model="rules")

    assert ArticleResult.model_validate_json(result.model_dump_json()) == result


def test_a_replay_gives_the_same_bytes(tmp_path: Any) -> None:
    cache = tmp_path / "answers.sqlite"
    truncated = answer('{"claims": [', finish="length")
    script = (
        truncated,
        said(draft(1, "The ferry sank near Orrin")),
        said(draft(1, "At least 21 people drowned")),
        said(),
    )
    with FaultServer(*script) as server:
        first = read(server, cache=cache, concurrency=1)
        asked = len(server.seen)
        again = read(server, cache=cache, offline=True)

    assert asked > 2
    assert len(server.seen) == asked, "offline asks nobody"
    assert again.model_dump_json() == first.model_dump_json()


def test_offline_without_an_answer_fails_and_says_so(tmp_path: Any) -> None:
    cache = tmp_path / "answers.sqlite"
    with FaultServer(said()) as server:
        read(server, cache=cache)
        other = ARTICLE.model_copy(update={"text": TEXT.replace("ferry", "barge").replace("crew", "guests")})
        result = read(server, other, cache=cache, offline=True, segment_characters=TWO_SEGMENTS)

    assert statuses(result) == [("failed", "missing_offline")] * 4
    assert [sentence.detail for sentence in result.coverage] == [None] * 4
    (told,) = result.warnings
    assert told.startswith("No answer came for sentences 1-4: ")
    assert "without --offline" in told


def test_an_offline_miss_of_re_asks_is_told_once(tmp_path: Any) -> None:
    cache = tmp_path / "answers.sqlite"
    wrong = said(draft(1, "No such words"))
    with FaultServer(wrong) as server:
        read(server, cache=cache, segment_characters=TWO_SEGMENTS, draft_reasks=0)
        result = read(server, cache=cache, segment_characters=TWO_SEGMENTS, offline=True)

    (told,) = result.warnings
    assert told.startswith("No answer came to the re-ask of sentences 1, 3: ")
