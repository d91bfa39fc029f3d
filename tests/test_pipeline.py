"""The order of the rooms, and what becomes of failures: answers here are faults that no real server gives on demand."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from extractor import Article, ArticleResult, extract
from extractor.errors import WrongKey
from tests.faults import FaultServer, Reply, answer, error

TEXT = (
    "The ferry sank near Orrin on Saturday. At least 12 people drowned. "
    "Mayor Ilse Brandt said the harbour is closed. The crew had left the town."
)
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
    assert '"21" does not stand in the sentence.' in asked
    assert "The ferry sank" not in asked
    assert [claim.evidence[0].text for claim in result.claims] == [
        "The ferry sank near Orrin",
        "At least 12 people drowned",
    ]
    assert [rejection.reason for rejection in result.rejections] == ["number_conflict"]
    assert result.complete


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
    assert len(result.claims) == 2 or {claim.evidence[0].text for claim in result.claims} <= {
        "The ferry sank near Orrin",
        "The crew had left the town",
    }
    assert result.usage.requests == 3, "the truncated answer was paid for too"


def test_one_sentence_that_stays_truncated_is_read_by_rules() -> None:
    article = ARTICLE.model_copy(update={"text": "At least 12 people drowned."})
    with FaultServer(answer('{"claims": [', finish="length")) as server:
        result = read(server, article)

    assert [claim.engine for claim in result.claims] == ["rules"]
    assert "fallback" in result.claims[0].flags
    assert any("rules" in warning for warning in result.warnings)


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


def test_a_server_that_keeps_failing_leaves_the_segment_to_the_rules() -> None:
    with FaultServer(error(500)) as server:
        result = read(server)

    assert {claim.engine for claim in result.claims} == {"rules"}
    assert all("fallback" in claim.flags for claim in result.claims)
    assert result.warnings


def test_a_wrong_key_reaches_the_caller() -> None:
    with FaultServer(error(401)) as server, pytest.raises(WrongKey):
        read(server)


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
        other = ARTICLE.model_copy(update={"text": "The court opened on Friday."})
        result = read(server, other, cache=cache, offline=True)

    assert statuses(result) == [("failed", "missing_offline")]
    assert result.coverage[0].detail
