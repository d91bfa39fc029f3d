import asyncio
import json
import logging
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import openai
import pytest

from extractor import errors
from extractor.cache import Cache
from extractor.client import Answer, Client, Failure
from extractor.response import Draft, Malformed, Message, Response
from extractor.schema import Usage
from extractor.settings import Settings
from tests.faults import FaultServer, Reply, answer, error

MESSAGES: list[Message] = [
    {"role": "system", "content": "Find claims."},
    {"role": "user", "content": "1 Rain fell."},
]
ONE = Usage(requests=1, prompt_tokens=11, completion_tokens=7)
NOTHING = Usage()
JUNK = answer("I would rather talk.")


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)


def ask(
    url: str, cache: Path | None = None, *, messages: list[Message] = MESSAGES, max_tokens: int = 99, **changes: Any
) -> Answer[Response] | Failure:
    given = {"transport_retries": 1, "max_wait": 0.01, "timeout": 5.0, "model": "scripted"}

    async def run() -> Answer[Response] | Failure:
        async with Client(Settings(base_url=url, cache=cache, **{**given, **changes})) as client:
            return await client.ask(messages, max_tokens=max_tokens, response_model=Response)

    return asyncio.run(run())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite"


def draft(sentence: Any = 1, **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = dict.fromkeys(Draft.model_fields)
    filled = {"sentence": sentence, "evidence": ["Rain fell"], "kind": "event", "quantities": [], "times": []}
    return fields | filled | changes


def test_an_answer_is_a_plain_response() -> None:
    claims = [draft(), {"sentence": 2}, draft(3, kind="rumour"), draft("4")]
    with FaultServer(answer(json.dumps({"claims": claims}))) as server:
        got = ask(server.url)
    assert isinstance(got, Answer)
    assert type(got.response) is Response
    assert got.response == Response.model_validate({"claims": claims})
    assert [type(item) for item in got.response.claims] == [Draft, Malformed, Malformed, Draft]
    assert (got.usage, got.paid) == (ONE, ONE)


def test_the_server_is_held_to_the_strict_schema() -> None:
    with FaultServer(answer()) as server:
        ask(server.url)
        sent = server.seen[0]
    wanted = openai.pydantic_function_tool(Response)["function"]["parameters"]
    held = {"type": "json_schema", "json_schema": {"name": "Response", "strict": True, "schema": wanted}}
    assert sent.path == "/v1/chat/completions"
    assert sent.body["response_format"] == held
    assert list(sent.body["response_format"]["json_schema"]["schema"]["properties"]) == list(wanted["properties"])  # type: ignore[call-overload]
    assert {name: sent.body[name] for name in ("model", "temperature", "max_tokens")} == {
        "model": "scripted",
        "temperature": 0,
        "max_tokens": 99,
    }
    assert sent.body["messages"] == MESSAGES


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }} {% for x in y %} {# no #} {{ undefined.attribute }} {%",
        "data:image/png;base64,AAAA",
        "https://pictures.example/a.png",
        "{max_tokens} %s \\n \x00 “quotes” é İ 😀\r\n",
    ],
)
def test_article_text_arrives_as_it_is(text: str) -> None:
    messages: list[Message] = [{"role": "user", "content": text}]
    with FaultServer(answer()) as server:
        assert isinstance(ask(server.url, messages=messages), Answer)
        assert server.seen[0].body["messages"] == messages


def test_a_lone_surrogate_cannot_stop_a_request(file: Path) -> None:
    messages: list[Message] = [{"role": "user", "content": "a\ud800b"}]
    with FaultServer(answer()) as server:
        assert isinstance(ask(server.url, file, messages=messages), Answer)
        assert server.seen[0].body["messages"][0]["content"] == "a?b"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\ud800", "\ufffd"),
        (r"\ud800", "\ufffd"),
        (r"\uDC00\uD800", "\ufffd\ufffd"),
        (r"\ud83d\ude00", "😀"),
        ("\ud83d\ude00", "😀"),
        (r"\\ud800", r"\ud800"),
        (r"\\\ud800", "\\\ufffd"),
        (r"\ud7ff\ue000", "\ud7ff\ue000"),
    ],
)
def test_a_lone_surrogate_in_an_answer_is_replaced(file: Path, written: str, read: str) -> None:
    content = json.dumps({"claims": [draft(statement="X fell."), "X"]}).replace("X", written)
    with FaultServer(answer(content)) as server:
        got = ask(server.url, file)
        assert len(server.seen) == 1, "it is no reason to ask again"
    replayed = ask(server.url, file, offline=True)
    assert isinstance(got, Answer)
    assert isinstance(replayed, Answer)
    assert got.response.drafts[0].statement == f"{read} fell."
    assert got.response.malformed[0].item == read
    assert replayed.response == got.response


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (answer('{"claims": [', finish="length"), errors.Truncated),
        (answer("", finish="content_filter"), errors.Filtered),
        (answer(None, refusal="I will not."), errors.Refused),
        (error(400, "flagged", code="content_filter"), errors.Filtered),
        (error(400, "maximum context length is 9 tokens"), errors.Truncated),
    ],
)
def test_an_answer_that_ended_badly_is_one_call_and_a_verdict(
    file: Path, reply: Reply, kind: type[errors.AnswerError]
) -> None:
    with FaultServer(reply, answer()) as server:
        got = ask(server.url, file, envelope_reasks=3)
        assert isinstance(got, Failure)
        assert type(got.error) is kind
        assert len(server.seen) == 1
        assert got.usage == got.paid
        offline = ask(server.url, file, offline=True)
        assert isinstance(offline, Failure)
        assert (str(offline.error), offline.error.reason) == (str(got.error), got.error.reason)
        assert (offline.usage, offline.paid) == (got.usage, NOTHING)
        assert isinstance(ask(server.url, file), Answer), "online, a verdict is asked again"
    with Cache.open(file) as cache:
        assert (cache.stats().exchanges, cache.stats().answers) == (1, 1)


def test_what_was_withheld_leaves_no_text(file: Path) -> None:
    with FaultServer(answer("half a secret", finish="length")) as server:
        ask(server.url, file)
    assert b"half a secret" not in _bytes(file)


@pytest.mark.parametrize("junk", [JUNK, answer(""), answer(None), answer('{"claims": 1}'), answer("", finish="odd")])
def test_an_unreadable_answer_is_asked_again_once(junk: Reply) -> None:
    with FaultServer(junk, answer()) as server:
        got = ask(server.url)
        assert isinstance(got, Answer)
        assert (got.usage, got.paid) == (ONE + ONE, ONE + ONE)
        first, second = (seen.body for seen in server.seen)
    assert second["messages"][:2] == MESSAGES
    assert len(second["messages"]) == 4
    assert second["response_format"] == first["response_format"]


def test_a_re_ask_does_not_name_the_version_of_a_library() -> None:
    with FaultServer(answer('{"claims": 1}'), answer()) as server:
        ask(server.url)
        said = server.seen[1].body["messages"][3]["content"]
    assert "claims" in said
    assert "pydantic" not in said


def test_unreadable_to_the_end_is_a_failure(file: Path) -> None:
    with FaultServer(JUNK, JUNK, JUNK, answer()) as server:
        got = ask(server.url, file, envelope_reasks=1)
        assert isinstance(got, Failure)
        assert (got.error.reason, len(server.seen), got.usage) == ("unreadable", 2, ONE + ONE)
        replayed = ask(server.url, file, envelope_reasks=1, offline=True)
        assert isinstance(replayed, Failure)
        assert (str(replayed.error), replayed.usage) == (str(got.error), got.usage)
        again = ask(server.url, file, envelope_reasks=2)
        assert isinstance(again, Answer), "the last question is asked again, the first is replayed"
        assert (again.usage, again.paid) == (ONE + ONE + ONE, ONE + ONE)


def test_a_chain_of_re_asks_replays(file: Path) -> None:
    with FaultServer(JUNK, answer(json.dumps({"claims": [draft()]}))) as server:
        first = ask(server.url, file)
    replayed, offline = ask(server.url, file), ask(server.url, file, offline=True)
    assert isinstance(first, Answer)
    assert isinstance(replayed, Answer)
    assert isinstance(offline, Answer)
    assert replayed.response == offline.response == first.response
    assert replayed.usage == offline.usage == first.usage == first.paid == ONE + ONE
    assert replayed.paid == offline.paid == NOTHING


def test_an_exhausted_budget_is_a_failure_and_nothing_is_kept(file: Path) -> None:
    with FaultServer(error(503)) as server:
        got = ask(server.url, file)
    assert isinstance(got, Failure)
    assert (got.error.reason, got.usage) == ("unavailable", NOTHING)
    with Cache.open(file) as cache:
        assert cache.stats().exchanges == 0


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (error(401, "no"), errors.WrongKey),
        (error(429, "no", code="insufficient_quota"), errors.NoCredit),
        (error(404, "model not found"), errors.UnknownModel),
        (error(400, "response_format json_schema is not supported"), errors.NoSchemaMode),
    ],
)
def test_what_every_request_would_meet_is_raised(reply: Reply, kind: type[errors.ModelError]) -> None:
    with FaultServer(reply) as server, pytest.raises(kind):
        ask(server.url, envelope_reasks=3)
    assert len(server.seen) == 1


def test_no_server_and_no_key() -> None:
    with FaultServer(answer()) as server:
        url = server.url
    with pytest.raises(errors.NoServer):
        ask(url)
    with pytest.raises(errors.MissingKey):
        ask("https://models.example/v1")


def test_a_replay_needs_neither_server_nor_key(file: Path) -> None:
    with FaultServer(answer()) as server:
        ask(server.url, file)
    got = ask("https://models.example/v1", file, offline=True)
    assert isinstance(got, Answer)
    assert (got.usage, got.paid) == (ONE, NOTHING)


def test_a_replay_needs_no_refusal_of_parameters(file: Path) -> None:
    refusal = error(400, "unsupported", param="temperature", code="unsupported_value")
    with FaultServer(refusal, answer()) as server:
        first = ask(server.url, file)
        replayed, offline = ask(server.url, file), ask(server.url, file, offline=True)
        assert len(server.seen) == 2
    for got in (first, replayed, offline):
        assert isinstance(got, Answer)
        assert got.left_out == {"temperature"}


def test_a_parameter_that_takes_another_name_is_not_left_out(file: Path) -> None:
    refusal = error(400, "unsupported", param="max_tokens", code="unsupported_parameter")
    with FaultServer(refusal, answer()) as server:
        got = ask(server.url, file)
    assert isinstance(got, Answer)
    assert got.left_out == frozenset()


def test_a_sample_is_an_answer_of_its_own(file: Path) -> None:
    async def run(url: str) -> None:
        async with Client(Settings(model="scripted", base_url=url, cache=file)) as client:
            for sample in (0, 1, 1):
                await client.ask(MESSAGES, max_tokens=9, response_model=Response, sample=sample)

    with FaultServer(answer()) as server:
        asyncio.run(run(server.url))
        assert len(server.seen) == 2


def test_refresh_asks_and_overwrites(file: Path) -> None:
    later = answer(json.dumps({"claims": [draft()]}))
    with FaultServer(answer(), later) as server:
        ask(server.url, file)
        fresh = ask(server.url, file, refresh=True)
    replayed = ask(server.url, file)
    assert isinstance(fresh, Answer)
    assert isinstance(replayed, Answer)
    assert fresh.paid == ONE
    assert len(fresh.response.claims) == 1
    assert replayed.response == fresh.response


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"messages": [{"role": "system", "content": "Find all."}, MESSAGES[1]]}, "the system prompt"),
        ({"messages": [MESSAGES[0], {"role": "user", "content": "1 Hail."}]}, "the user message"),
        ({"max_tokens": 5}, "the parameters (max_tokens)"),
        ({"model": "other"}, "no answer of model other is recorded, only of scripted"),
    ],
)
def test_an_offline_miss_says_what_changed(file: Path, changes: dict[str, Any], words: str) -> None:
    with FaultServer(answer()) as server:
        ask(server.url, file)
    got = ask(server.url, file, offline=True, **changes)
    assert isinstance(got, Failure)
    assert got.error.reason == "missing_offline"
    assert words in str(got.error)
    assert "--offline" in str(got.error)


def test_settings_that_contradict_each_other(file: Path) -> None:
    with pytest.raises(errors.SettingError, match="--refresh"):
        ask("http://127.0.0.1:9/v1", file, offline=True, refresh=True)
    with pytest.raises(errors.SettingError, match="--cache"):
        ask("http://127.0.0.1:9/v1", None, offline=True)
    with pytest.raises(errors.CacheError, match="does not exist"):
        ask("http://127.0.0.1:9/v1", file, offline=True)
    assert not file.exists()


def test_without_a_cache_every_answer_is_asked_for() -> None:
    with FaultServer(answer()) as server:
        ask(server.url)
        ask(server.url)
        assert len(server.seen) == 2


def test_the_key_is_nowhere_in_the_cache(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-secret")
    with FaultServer(JUNK, answer()) as server:
        ask(server.url, file)
        assert server.seen[1].headers["authorization"] == "Bearer sk-secret-secret"
    assert b"Rain fell" in _bytes(file)
    assert b"secret" not in _bytes(file)
    assert b"uthorization" not in _bytes(file)


def test_a_callers_own_client_goes_the_same_way(file: Path) -> None:
    async def run(url: str) -> tuple[Answer[Response] | Failure, bool]:
        async with openai.AsyncOpenAI(api_key="sk-own-own-own", base_url=url, max_retries=5) as own:
            settings = Settings(model="scripted", transport_retries=1, max_wait=0.01, cache=file)
            async with Client(settings, openai=own) as client:
                got = await client.ask(MESSAGES, max_tokens=9, response_model=Response)
            return got, own.is_closed()

    with FaultServer(error(500)) as server:
        asyncio.run(run(server.url))
        assert len(server.seen) == 2, "our budget, not the client's own"
    with FaultServer(error(500), answer()) as server:
        got, closed = asyncio.run(run(server.url))
        body = server.seen[1].body
        assert len(server.seen) == 2
    assert isinstance(got, Answer)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert not closed
    with FaultServer(error(500)) as server:
        got, _ = asyncio.run(run(server.url))
    assert isinstance(got, Answer), "from the cache"


def test_a_callers_own_client_heeds_the_rates_too() -> None:
    """The second request waits until the server has room again."""
    told = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "400ms"}
    moments = list[float]()

    async def run(url: str) -> None:
        settings = Settings(model="scripted", cache=None)
        async with openai.AsyncOpenAI(api_key="sk-own", base_url=url) as own, Client(settings, openai=own) as client:
            for _ in range(2):
                moments.append(time.monotonic())
                await client.ask(MESSAGES, max_tokens=9, response_model=Response)
        moments.append(time.monotonic())

    with FaultServer(replace(answer(), headers=told)) as server:
        asyncio.run(run(server.url))
    assert moments[2] - moments[1] >= 0.3


def test_a_callers_own_cache_stays_open(file: Path) -> None:
    async def run(url: str, cache: Cache) -> None:
        async with Client(Settings(model="scripted", base_url=url, cache=None), cache=cache) as client:
            await client.ask(MESSAGES, max_tokens=9, response_model=Response)

    with FaultServer(answer()) as server, Cache.open(file) as cache:
        asyncio.run(run(server.url, cache))
        assert cache.stats().answers == 1


def test_many_at_once(file: Path) -> None:
    async def run(url: str) -> list[Answer[Response] | Failure]:
        async with Client(Settings(model="scripted", base_url=url, cache=file)) as client:
            texts = [[Message(role="user", content=f"1 Rain {n}.")] for n in range(20)]
            return await asyncio.gather(
                *(client.ask(messages, max_tokens=9, response_model=Response) for messages in texts)
            )

    with FaultServer(answer()) as server:
        got = asyncio.run(run(server.url))
    assert all(isinstance(one, Answer) for one in got)
    with Cache.open(file) as cache:
        assert cache.stats().answers == 20


def test_a_cache_that_breaks_is_a_cache_error(file: Path) -> None:
    async def run(url: str) -> None:
        async with Client(Settings(model="scripted", base_url=url, cache=file)) as client:
            assert client.cache
            client.cache.close()
            await client.ask(MESSAGES, max_tokens=9, response_model=Response)

    with FaultServer(answer()) as server, pytest.raises(errors.CacheError):
        asyncio.run(run(server.url))


def test_failures_write_nothing_on_standard_error() -> None:
    code = (
        "import asyncio, sys; from extractor.client import Client; from extractor.settings import Settings\n"
        "from extractor.response import Response\n"
        "async def run():\n"
        "    async with Client(Settings(model='m', base_url=sys.argv[1], cache=None, envelope_reasks=0)) as client:\n"
        "        await client.ask([{'role': 'user', 'content': 'x'}], max_tokens=9, response_model=Response)\n"
        "asyncio.run(run())"
    )
    with FaultServer(JUNK) as server:
        done = subprocess.run([sys.executable, "-c", code, server.url], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert logging.getLogger("instructor").level == logging.NOTSET


def test_importing_the_client_loads_no_sdk() -> None:
    code = "import sys, extractor.client; print({'openai', 'instructor', 'httpx2', 'tenacity'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def _bytes(file: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))


def test_equal_requests_in_flight_are_paid_for_once(file: Path) -> None:
    async def run(url: str) -> tuple[list[Answer[Response] | Failure], Usage]:
        async with Client(Settings(base_url=url, cache=file, model="scripted")) as client:
            asked = (client.ask(MESSAGES, max_tokens=99, response_model=Response) for _ in range(5))
            return await asyncio.gather(*asked), client.paid

    with FaultServer(answer(json.dumps({"claims": [draft()]}))) as server:
        got, paid = asyncio.run(run(server.url))
        assert len(server.seen) == 1
    assert paid == ONE
    assert {each.usage for each in got} == {ONE}
    assert all(isinstance(each, Answer) for each in got)
