"""The shape of an answer: within OpenAI's strict subset, and one bad item never fails the rest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from pydantic import BaseModel, ValidationError

from extractor.client.completion import strict_format
from extractor.response import Draft, Malformed, Response, Verdict, answer_with
from tests.faults import FaultServer, answer

KNOWN = {"type", "properties", "required", "additionalProperties", "items", "enum", "anyOf", "$ref", "$defs"}
NAMES_ONLY = {"title", "description"}
"""Keywords that say something to a reader and constrain nothing."""


def item(**fields: Any) -> dict[str, Any]:
    return {
        "sentence": 1,
        "source": None,
        "cue": None,
        "reported_by": None,
        "evidence": ["The ferry sank"],
        "subject": None,
        "kind": "event",
        "quantities": [],
        "times": [],
        "statement": None,
    } | fields


def schemas_in(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", [])]
    for part in [*inner, *([schema["items"]] if "items" in schema else [])]:
        yield from schemas_in(part)


def sent() -> dict[str, Any]:
    """The schema as OpenAI's own converter sends it."""
    function = openai.pydantic_function_tool(Response)["function"]
    assert function["strict"] is True
    return dict(function["parameters"])


def test_every_object_is_closed_and_requires_every_property() -> None:
    objects = [schema for schema in schemas_in(sent()) if schema.get("type") == "object"]

    assert len(objects) == 2, "the answer and the draft; what is malformed is no part of the schema"
    for schema in objects:
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])


def test_no_keyword_lies_outside_the_strict_subset() -> None:
    for schema in schemas_in(sent()):
        assert set(schema) <= KNOWN | NAMES_ONLY, "minimum, pattern, format, default and their like are refused"
        assert schema.keys() & {"type", "$ref", "anyOf"}, "every schema says its type"


def test_the_root_is_an_object_and_no_choice() -> None:
    assert sent()["type"] == "object"
    assert "anyOf" not in sent()


@pytest.mark.parametrize(
    "bad",
    [
        item(kind="rumour"),
        item(sentence="two"),
        item(extra=1),
        {"sentence": 1},
        "The ferry sank",
        None,
        [item()],
        item(evidence="The ferry sank"),
    ],
)
def test_a_malformed_item_is_set_aside_as_it_was(bad: Any) -> None:
    response = Response.model_validate({"claims": [item(), bad, item(sentence=2)]})

    assert [draft.sentence for draft in response.drafts] == [1, 2]
    assert [malformed.item for malformed in response.malformed] == [bad]
    assert response.malformed[0].why
    assert [type(entry) for entry in response.claims] == [Draft, Malformed, Draft]


def test_why_an_item_is_malformed_names_the_field() -> None:
    response = Response.model_validate({"claims": [item(kind="rumour")]})

    why = response.malformed[0].why
    assert why.startswith('The field "kind" of the draft is not usable: ')
    assert why.endswith("'opinion'.")


@pytest.mark.parametrize("bad", ["The ferry sank", None, [item()], {"sentence": 1}, {"item": 1, "why": "x"}])
def test_why_an_item_is_malformed_is_one_sentence(bad: Any) -> None:
    (malformed,) = Response.model_validate({"claims": [bad]}).malformed

    assert malformed.item == bad, "also where it has the fields of what is set aside"
    assert malformed.why.startswith("The ")
    assert malformed.why.endswith(".")
    assert not {"\n", "Draft", "Malformed"} & {*malformed.why.split(), *malformed.why}


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [({"sentence": 3}, 3), ({"sentence": "3"}, None), ({"sentence": True}, None), ({}, None), ("3", None), ([3], None)],
)
def test_a_malformed_item_may_still_name_its_sentence(bad: Any, sentence: int | None) -> None:
    (malformed,) = Response.model_validate({"claims": [bad]}).malformed

    assert malformed.sentence == sentence


@pytest.mark.parametrize("answer", [{}, {"claims": None}, {"claims": "none"}, {"claims": [], "note": "x"}])
def test_an_answer_without_a_list_is_no_answer(answer: Any) -> None:
    with pytest.raises(ValidationError):
        Response.model_validate(answer)


@pytest.mark.parametrize("nothing", ["null", "", " ", "None", "NULL", None])
def test_null_written_as_a_word_is_null(nothing: str | None) -> None:
    fields = ("source", "cue", "reported_by", "subject", "statement")
    draft = Draft.model_validate(item(**dict.fromkeys(fields, nothing)))

    assert [getattr(draft, name) for name in fields] == [None] * 5


def test_blanks_in_lists_are_left_out_and_words_stay_as_said() -> None:
    draft = Draft.model_validate(item(evidence=["", " The ferry sank "], quantities=["null"], times=["on Monday", ""]))

    assert draft.evidence == [" The ferry sank "]
    assert draft.quantities == []
    assert draft.times == ["on Monday"]


def test_a_draft_is_frozen() -> None:
    with pytest.raises(ValidationError):
        Draft.model_validate(item()).sentence = 2  # type: ignore[misc]


@pytest.mark.parametrize("model", [Response, Verdict, answer_with(("sentence", "evidence", "source"))])
def test_our_schemas_are_what_the_sdk_would_send(model: type[BaseModel]) -> None:
    """So that no run has to import it for that."""
    wanted = openai.pydantic_function_tool(model)["function"]["parameters"]
    assert strict_format(model)["json_schema"]["schema"] == wanted


def test_neither_a_replay_nor_a_live_run_imports_the_sdk() -> None:
    code = (
        "import sys; from extractor import extract; url = sys.argv[1]\n"
        "extract('Rain fell.', model='m', base_url=url, cache=None)\n"
        "print({'openai', 'instructor'} & set(sys.modules))"
    )
    with FaultServer(answer()) as server:
        ran = subprocess.run([sys.executable, "-c", code, server.url], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"
