"""The template: shipped examples pass the gate, mistakes name their file, and article text is never rendered."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractor.check import check
from extractor.errors import PromptError
from extractor.ground import Ground
from extractor.normalize import normalize
from extractor.prompt import load, render, render_reask
from extractor.response import Draft, Response
from extractor.schema import Article, Rejection
from extractor.segment import segment

SHIPPED = Path(__file__).parent.parent / "prompts" / "claims.v1"
EXAMPLES = [json.loads(line) for line in (SHIPPED / "examples.jsonl").read_text(encoding="utf-8").splitlines() if line]
FILES = ("system.md", "user.md", "reask.md", "examples.jsonl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "own.v1"))


def shown(*sentences: str, published: date | None = None, title: str | None = None) -> str:
    return render(load("claims.v1"), sentences, published=published, title=title)[-1]["content"]


def test_the_shipped_template_loads_by_name_and_by_path(folder: Path) -> None:
    template = load("claims.v1")

    assert template.name == "claims.v1"
    assert [turn["role"] for turn in template.examples] == ["user", "assistant"] * len(EXAMPLES)
    assert load(str(folder)).fingerprint == template.fingerprint
    assert load(str(folder)).name == "own.v1"


def drafts_of_examples() -> Iterator[Any]:
    """Each example with each of its drafts."""
    for example in EXAMPLES:
        for item in Response.model_validate(example["answer"]).drafts:
            yield pytest.param(example, item, id=item.evidence[0])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["published"])
def test_the_sentences_of_an_example_are_what_the_segmenter_finds(example: dict[str, Any]) -> None:
    article = Article(text="\n\n".join(example["sentences"]))

    assert [sentence.text for sentence in segment(article).sentences] == example["sentences"]


@pytest.mark.parametrize(("example", "item"), list(drafts_of_examples()))
def test_every_draft_of_the_examples_passes_the_gate(example: dict[str, Any], item: Draft) -> None:
    article = Article(text="\n\n".join(example["sentences"]), published=date.fromisoformat(example["published"]))
    ground = Ground(article, segment(article).sentences)

    grounded = ground.ground(item)
    assert not isinstance(grounded, Rejection), grounded
    assert grounded.alignment == "exact"
    assert grounded.sentence == item.sentence
    assert grounded.notes == ()
    claim = normalize(grounded, article, ground.sentences[grounded.sentence - 1], "llm")
    assert check(claim) is None
    assert {quantity.span.text for quantity in claim.quantities} >= set(item.quantities)
    assert (claim.attribution is None) == (item.source is None)
    if claim.attribution and item.reported_by:
        assert [source.span.text for source in claim.attribution.chain[1:] if source.span] == [item.reported_by]


def test_an_example_answer_is_shown_in_the_shape_that_is_asked_for() -> None:
    for turn in load("claims.v1").examples[1::2]:
        assert Response.model_validate_json(turn["content"]).malformed == []


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()

    with pytest.raises(PromptError, match=rf"lacks {file}"):
        load(str(folder))


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("user.md", "Read: $sentences of $author", r"user\.md names the unknown variable \$author"),
        ("system.md", "Published $published", r"system\.md names the unknown variable \$published"),
        ("reask.md", "$sentences $rejected $title", r"reask\.md names the unknown variable \$title"),
        ("user.md", "Published: $published", r"user\.md lacks the variable \$sentences"),
        ("reask.md", "$sentences", r"reask\.md lacks the variable \$rejected"),
        ("user.md", "It costs $ 5. $sentences", r"user\.md holds a \$ that starts no variable: write \$\$"),
        ("system.md", "It costs $5.", r"system\.md holds a \$"),
        ("examples.jsonl", "{", r"Line 1 of .*examples\.jsonl"),
        ("examples.jsonl", '\n{"sentences": []}', r"Line 2 of .*examples\.jsonl"),
        ("examples.jsonl", "[]", r"Line 1 of .*examples\.jsonl"),
    ],
)
def test_a_mistake_in_a_file_names_the_file(folder: Path, file: str, text: str, says: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")

    with pytest.raises(PromptError, match=says) as raised:
        load(str(folder))
    assert "\n" not in str(raised.value)


def test_an_example_with_a_malformed_draft_is_a_mistake(folder: Path) -> None:
    example = {"published": "2024-06-12", "sentences": ["It rains."], "answer": {"claims": [{"sentence": 1}]}}
    (folder / "examples.jsonl").write_text(json.dumps(example), encoding="utf-8")

    with pytest.raises(PromptError, match=r"Line 1 of .*examples\.jsonl holds an item that is no draft"):
        load(str(folder))


def test_a_file_that_is_no_utf8_is_a_mistake(folder: Path) -> None:
    (folder / "system.md").write_bytes(b"caf\xe9")

    with pytest.raises(PromptError, match=r"system\.md cannot be read"):
        load(str(folder))


@pytest.mark.parametrize("name", ["claims.v99", "../prompts/claims.v1", "claims.v1/../claims.v1x"])
def test_an_unknown_prompt_names_those_there_are(name: str) -> None:
    with pytest.raises(PromptError, match=r"claims\.v1"):
        load(name)


def test_no_name_is_an_unknown_prompt() -> None:
    with pytest.raises(PromptError, match="There is no prompt ''"):
        load("")


def test_a_doubled_dollar_is_a_dollar(folder: Path) -> None:
    (folder / "user.md").write_text("At most $$5. $sentences", encoding="utf-8")

    assert render(load(str(folder)), ["It rains."], published=None)[-1]["content"] == "At most $5. [1] It rains."


HOSTILE = "The sign read $x, ${y}, $sentences, $$, {{7*7}}, {% if a %}, {0}, %(a)s and \\1."


def test_article_text_arrives_untouched() -> None:
    assert f"[1] {HOSTILE}\n[2] It rains." in shown(HOSTILE, "It rains.")


def test_a_title_arrives_untouched(folder: Path) -> None:
    (folder / "user.md").write_text("$title: $sentences", encoding="utf-8")

    asked = render(load(str(folder)), ["It rains."], published=None, title=HOSTILE)[-1]["content"]
    assert asked == f"{HOSTILE}: [1] It rains."


def test_rejected_drafts_arrive_untouched_with_their_reasons() -> None:
    messages = render_reask(
        load("claims.v1"), [HOSTILE], [({"evidence": ["$x ${y}", "Café"]}, "$x is wrong.")], published=None
    )

    assert [message["role"] for message in messages][-1] == "user"
    assert f"[1] {HOSTILE}" in messages[-1]["content"]
    assert '{"evidence": ["$x ${y}", "Café"]}' in messages[-1]["content"]
    assert "$x is wrong." in messages[-1]["content"]


def test_messages_open_with_system_and_examples() -> None:
    template = load("claims.v1")
    messages = render(template, ["It rains."], published=None)

    assert messages[0] == {"role": "system", "content": template.system}
    assert tuple(messages[1:-1]) == template.examples
    assert messages[-1]["role"] == "user"


@pytest.mark.parametrize("file", FILES)
def test_the_fingerprint_changes_with_every_file(folder: Path, file: str) -> None:
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert load(str(folder)).fingerprint != load("claims.v1").fingerprint


def test_the_fingerprint_changes_when_text_moves_from_one_file_to_another(folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other.v1"))
    for place, system, user in ((folder, "One. ", "Two. $sentences"), (other, "One. Two. ", "$sentences")):
        (place / "system.md").write_text(system, encoding="utf-8")
        (place / "user.md").write_text(user, encoding="utf-8")

    assert load(str(folder)).fingerprint != load(str(other)).fingerprint


@pytest.mark.parametrize(
    ("sentence", "reads"),
    [
        ('"It rains," she said.', "“It rains,” she said."),
        ('He said "no" and "never".', "He said “no” and “never”."),
        ('She said: "It rains.', "She said: “It rains.”"),
        ("“It rains,” she said.", "“It rains,” she said."),
        ("It\n  rains\r\nhere.", "It rains here."),
    ],
)
def test_sentences_are_shown_on_one_line_in_curly_quotation_marks(sentence: str, reads: str) -> None:
    assert f"[1] {reads}" in shown(sentence).splitlines()


def test_the_day_of_publication_is_shown_or_unknown() -> None:
    assert "Published: 2024-06-12" in shown("It rains.", published=date(2024, 6, 12))
    assert "Published: unknown" in shown("It rains.")
