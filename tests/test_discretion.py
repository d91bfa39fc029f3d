"""What a server says of a request is told without its key and without its article."""

import json

import pytest

from extractor.client.discretion import discreet
from extractor.client.fault import Fault, complaint, meaning
from extractor.errors import Unavailable

ARTICLE = "[1] “Quellbrod pays 40,000 crowns,” said Ilse Brandt.\n[2] The bridge at Orrin, she added, is closed."
BODY = {
    "model": "m",
    "messages": [
        {"role": "system", "content": "You read news. The request must be answered in JSON."},
        {"role": "user", "content": ARTICLE},
    ],
    "response_format": {"type": "json_schema"},
}
KEY = "sk-quite-secret-0123"

ECHOES = {
    "as it is": ARTICLE,
    "JSON": json.dumps(BODY),
    "JSON in Unicode": json.dumps(BODY, ensure_ascii=False),
    "JSON in JSON": json.dumps(json.dumps(BODY)),
    "repr": repr(BODY),
    "bytes": repr(json.dumps(BODY, ensure_ascii=False).encode()),
    "HTML": ARTICLE.replace("“", "&ldquo;").replace("\n", "<br>"),
    "cut": json.dumps(BODY)[:160],
    "upper case": ARTICLE.upper(),
}


@pytest.mark.parametrize("echo", ECHOES.values(), ids=ECHOES.keys())
def test_what_is_quoted_from_the_article_is_left_out(echo: str) -> None:
    told = discreet(f"Invalid request: {echo}", (), BODY)
    assert told.startswith("Invalid request: ")
    for word in ("quellbrod", "brandt", "orrin", "crowns"):
        assert word not in told.casefold(), told


@pytest.mark.parametrize(
    "said",
    [
        "The request must be JSON.",
        r"status 500: C:\new\u0041 said 'no' &amp; left",
        "This model's maximum context length is 4096 tokens",
        "The bridge failed",
    ],
)
def test_its_own_words_stay_as_they_are(said: str) -> None:
    assert discreet(said, (KEY,), BODY) == said


def test_a_repeated_request_is_no_complaint_about_its_parameters() -> None:
    schema = {"type": "json_schema", "json_schema": {"name": "Response", "strict": True}}
    body = {**BODY, "temperature": 0, "max_tokens": 90, "response_format": schema}
    for echo in (json.dumps(body), repr(body), json.dumps({"response_format": schema})):
        fault = complaint({"error": {"message": f"No: {echo}"}}, 400, {})
        told = Fault(discreet(fault.said, (), body), 400)
        assert type(meaning(told, model="m", address="a", reached=True)) is Unavailable, told.said


def test_neither_a_key_nor_its_beginning_is_told() -> None:
    assert discreet(f"Bearer {KEY} and {KEY}x", (KEY, "org-quite-private"), BODY) == "Bearer … and …x"
    assert discreet("of org-quite-private", (KEY, "org-quite-private"), BODY) == "of …"
    assert discreet(f"no such key: {KEY[:12]}", (KEY,), BODY) == "no such key: …"
    assert discreet("no key", ("no",), BODY) == "no key"


def test_the_beginning_of_a_key_is_no_more_told_in_the_middle() -> None:
    key = "sk-live-0123456789ABCDEFGHIJ"
    said = discreet(f"Incorrect API key provided: {key[:20]}... You can find yours.", [key], {})
    assert said == "Incorrect API key provided: …... You can find yours."


def test_a_list_of_complaints_is_told_without_the_request_that_it_repeats() -> None:
    """FastAPI, and so vLLM, repeats what it does not take."""
    wrong = {"type": "missing", "loc": ["body", "model"], "msg": "Field required", "input": BODY}
    assert complaint({"detail": [wrong]}, 422, {}).said == "['body', 'model']: Field required"
    assert complaint({"detail": [wrong, "x"]}, 422, {}).said.startswith("[{")


def test_a_long_message_takes_no_long_time() -> None:
    assert len(discreet("word " * 10_000_000, (KEY,), BODY)) == 20_000
