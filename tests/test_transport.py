import asyncio
import traceback
from collections.abc import Mapping
from typing import Any

import httpx2
import openai
import pytest

from extractor import errors
from extractor.client import web
from extractor.client.fault import Fault
from extractor.client.server import Server, open_server
from extractor.client.transport import Transport, spent
from extractor.schema import Usage
from extractor.settings import Settings
from tests.faults import FaultServer, Reply, answer, error

REQUEST = httpx2.Request("POST", "http://x/v1")
BODY: Mapping[str, Any] = {
    "model": "scripted",
    "messages": [{"role": "user", "content": "1 Rain fell."}],
    "temperature": 0,
    "max_tokens": 9,
}


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)


def settings(url: str, **changes: Any) -> Settings:
    given = {"transport_retries": 3, "max_wait": 0.01, "timeout": 5.0, "cache": None, "model": "scripted"}
    return Settings(base_url=url, **{**given, **changes})


def send(url: str, times: int = 1, **changes: Any) -> Mapping[str, Any]:
    async def run() -> Mapping[str, Any]:
        chosen = settings(url, **changes)
        server = open_server(chosen)
        transport = Transport(server, chosen)
        try:
            for _ in range(times - 1):
                await transport.send(BODY)
            return await transport.send(BODY)
        finally:
            await server.close()

    return asyncio.run(run())


AGAIN = {
    "too many": error(429),
    "too many, and when": error(429, headers={"Retry-After": "0"}),
    "request time-out": error(408),
    "conflict": error(409),
    "server error": error(500),
    "bad gateway": Reply(502, "<html>Bad gateway</html>", {"Content-Type": "text/html"}),
    "loading": error(503, "Loading model"),
    "dropped": Reply(drop=True),
    "a page": Reply(200, "<html>Sign in</html>", {"Content-Type": "text/html"}),
    "no JSON": Reply(200, "{"),
    "no choices": Reply(200, '{"choices": []}'),
    "an error with status 200": Reply(200, '{"error": {"message": "upstream failed", "code": 502}}'),
}


@pytest.mark.parametrize("fault", AGAIN.values(), ids=AGAIN.keys())
def test_what_may_pass_is_tried_again(fault: Reply) -> None:
    with FaultServer(fault, fault, answer()) as server:
        assert send(server.url)["choices"][0]["message"]["content"] == '{"claims": []}'
        assert len(server.seen) == 3


@pytest.mark.parametrize("fault", AGAIN.values(), ids=AGAIN.keys())
def test_the_budget_of_tries_ends(fault: Reply) -> None:
    with FaultServer(fault) as server, pytest.raises(errors.Unavailable, match="gave no answer") as caught:
        send(server.url, transport_retries=2)
    assert len(server.seen) == 3
    assert "\n" not in str(caught.value)


def test_the_sdk_does_not_try_again_by_itself() -> None:
    with FaultServer(error(500)) as server, pytest.raises(errors.Unavailable):
        send(server.url, transport_retries=0)
    assert len(server.seen) == 1


def test_a_time_out_is_tried_again() -> None:
    with FaultServer(Reply(hang=True), answer()) as server:
        assert send(server.url, timeout=0.15)
        assert len(server.seen) == 2


def test_time_outs_end_too() -> None:
    with FaultServer(Reply(hang=True)) as server, pytest.raises(errors.Unavailable, match="in time"):
        send(server.url, timeout=0.1, transport_retries=1)
    assert len(server.seen) == 2


@pytest.mark.parametrize(("header", "least", "most"), [("0.3", 0.3, 0.34), ("3600", 0.5, 0.5), (None, 0.25, 0.5)])
def test_the_pause_honours_retry_after_within_the_longest(
    monkeypatch: pytest.MonkeyPatch, header: str | None, least: float, most: float
) -> None:
    pauses: list[float] = []
    pause = Transport._pause

    def note(transport: Transport, state: Any) -> float:
        pauses.append(pause(transport, state))
        return 0

    monkeypatch.setattr(Transport, "_pause", note)
    with FaultServer(error(429, headers={"Retry-After": header} if header else {}), answer()) as server:
        send(server.url, max_wait=0.5)
    assert len(pauses) == 1
    assert least <= pauses[0] <= most


FINAL: list[tuple[Reply, type[errors.ExtractorError], str]] = [
    (error(429, "You exceeded your quota", code="insufficient_quota"), errors.NoCredit, "top it up"),
    (error(402, "Insufficient Balance"), errors.NoCredit, "top it up"),
    (error(401, "Incorrect API key provided: sk-secret-secret"), errors.WrongKey, "OPENAI_API_KEY"),
    (error(403, "No"), errors.WrongKey, "OPENAI_API_KEY"),
    (error(404, "The model `scripted` does not exist", code="model_not_found"), errors.UnknownModel, "scripted"),
    (error(403, "No access to model", code="model_not_found"), errors.UnknownModel, "--model"),
    (Reply(404, '{"detail": "Not Found"}'), errors.UnknownModel, "ends in /v1"),
    (error(400, "'response_format' of type 'json_schema' is not supported"), errors.NoSchemaMode, "structured outputs"),
    (error(422, "bad", param="response_format.json_schema"), errors.NoSchemaMode, "structured outputs"),
    (error(400, "flagged", code="content_filter"), errors.Filtered, "filter"),
    (error(400, "This model's maximum context length is 4096 tokens"), errors.Truncated, "context"),
    (error(400, "request (9 tokens) …", type="exceed_context_size_error"), errors.Truncated, "context"),
    (error(400, "Invalid value:\n  no such voice"), errors.Unavailable, "status 400: Invalid value: no such voice"),
    (Reply(400, "x" * 5000, {"Content-Type": "text/plain"}), errors.Unavailable, "refuses this request"),
]


@pytest.mark.parametrize(("reply", "kind", "words"), FINAL)
def test_what_cannot_pass_is_said_at_once(reply: Reply, kind: type[errors.ExtractorError], words: str) -> None:
    with FaultServer(reply) as server, pytest.raises(errors.ExtractorError) as caught:
        send(server.url)
    assert type(caught.value) is kind
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500
    assert len(server.seen) == 1


def test_no_message_holds_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-secret")
    for status in (400, 401, 403, 404, 422, 500):
        with FaultServer(error(status, "your key sk-secret-secret is bad")) as server:
            with pytest.raises(errors.ExtractorError) as caught:
                send(server.url, transport_retries=0)
            assert server.seen[0].headers["authorization"] == "Bearer sk-secret-secret"
        assert "secret" not in str(caught.value), status


def test_a_refused_temperature_is_left_out_and_remembered() -> None:
    refusal = error(
        400, "Unsupported value: 'temperature' does not support 0", param="temperature", code="unsupported_value"
    )
    with FaultServer(refusal, answer()) as server:
        send(server.url, times=2)
        sent = [set(seen.body) for seen in server.seen]
    assert sent == [set(BODY), set(BODY) - {"temperature"}, set(BODY) - {"temperature"}]


def test_a_refused_max_tokens_takes_its_other_name() -> None:
    refusal = error(
        400, "Unsupported parameter: 'max_tokens'", param="max_tokens", code="unsupported_parameter", type="x"
    )
    no_temperature = error(400, "'temperature' is not supported", param="temperature", code=None)
    with FaultServer(refusal, no_temperature, answer()) as server:
        send(server.url, transport_retries=0)
        last = server.seen[-1].body
    assert (last["max_completion_tokens"], len(server.seen)) == (9, 3)
    assert not {"max_tokens", "temperature"} & set(last)


def test_a_parameter_is_refused_only_once() -> None:
    refusal = error(400, "unsupported", param="temperature", code="unsupported_parameter")
    with FaultServer(refusal) as server, pytest.raises(errors.Unavailable):
        send(server.url)
    assert len(server.seen) == 2


def test_an_address_where_nothing_answers() -> None:
    with FaultServer(answer()) as server:
        url = server.url
    with pytest.raises(errors.NoServer, match="--base-url") as caught:
        send(url, transport_retries=5)
    assert url in str(caught.value)


def test_an_address_where_nothing_answers_is_tried_once_more() -> None:
    calls = 0

    async def post(_: Mapping[str, Any]) -> web.Reply:
        nonlocal calls
        calls += 1
        raise Fault("refused", again=True, connected=False)

    for retries, tries in ((5, 2), (0, 1)):
        calls = 0
        transport = Transport(Server(post, "here"), settings("http://x/v1", transport_retries=retries))
        with pytest.raises(errors.NoServer, match="refused"):
            asyncio.run(transport.send(BODY))
        assert calls == tries


def test_a_server_that_dies_later_and_answers_nobody_is_gone() -> None:
    async def run() -> None:
        with FaultServer(answer()) as server:
            chosen = settings(server.url, transport_retries=1)
            way = open_server(chosen)
            transport = Transport(way, chosen)
            await transport.send(BODY)
        with pytest.raises(errors.NoServer, match="start that server"):
            await transport.send(BODY)
        await way.close()

    asyncio.run(run())


def test_a_server_that_answers_others_is_not_gone() -> None:
    async def post(body: Mapping[str, Any]) -> web.Reply:
        if body["max_tokens"] == 1:
            raise Fault("refused", again=True, connected=False)
        return web.Reply({"choices": [{"message": {"role": "assistant", "content": ""}}]}, {})

    async def run() -> None:
        transport = Transport(Server(post, "here"), settings("http://x/v1", transport_retries=3, max_wait=0.05))

        async def others() -> None:
            while True:
                await transport.send(BODY)
                await asyncio.sleep(0.001)

        await transport.send(BODY)
        task = asyncio.create_task(others())
        with pytest.raises(errors.Unavailable, match="refused"):
            await transport.send({**BODY, "max_tokens": 1})
        task.cancel()

    asyncio.run(run())


STRANGE_USAGE: list[Any] = [
    {"prompt_tokens": "many"},
    {"prompt_tokens": 1.5, "completion_tokens": [7]},
    {"prompt_tokens": 10**30, "completion_tokens": -5},
    {"prompt_tokens_details": {"cached_tokens": "x"}},
]


@pytest.mark.parametrize("usage", STRANGE_USAGE)
def test_strange_counts_of_tokens_are_none(usage: Any) -> None:
    assert spent({"usage": usage}) == Usage(requests=1)


def test_a_redirect_is_told_and_not_followed() -> None:
    with FaultServer(answer()) as other:
        there = f"{other.url}/chat/completions?key=hidden".replace("127", "user:hidden@127", 1)
        for status in (301, 302, 303, 307, 308):
            with FaultServer(Reply(status, "", {"Location": there})) as server:
                with pytest.raises(errors.NoServer, match="name the right address") as caught:
                    send(server.url)
                assert len(server.seen) == 1
            assert other.url in str(caught.value)
            assert "hidden" not in str(caught.value)
        assert not other.seen


@pytest.mark.parametrize("url", ["http://[x", "", "/other"])
def test_a_redirect_to_nowhere(url: str) -> None:
    with FaultServer(Reply(307, "", {"Location": url})) as server, pytest.raises(errors.NoServer, match="redirects"):
        send(server.url)


def test_an_address_may_hold_a_password_and_a_query(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-secret")
    said = error(400, "Basic dXNlcjpoaWRkZW4taGlkZGVu was hidden-hidden at api-version=2024-quite-new")
    with FaultServer(said) as server:
        url = f"{server.url}/?api-version=2024-quite-new".replace("127", "user:hidden%2Dhidden@127", 1)
        with pytest.raises(errors.Unavailable, match=r"Basic … was … at api-version=…") as caught:
            send(url)
        (seen,) = server.seen
    assert seen.path == "/v1/chat/completions?api-version=2024-quite-new"
    assert seen.headers["authorization"] == "Basic dXNlcjpoaWRkZW4taGlkZGVu"
    assert "hidden" not in str(caught.value)


def test_names_in_the_environment_that_no_header_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-quite-private\n")
    with FaultServer(answer()) as server:
        send(server.url)
        assert server.seen[0].headers["openai-organization"] == "org-quite-private"
        monkeypatch.setenv("OPENAI_ORG_ID", "org\r\nX-Other: 1")
        with pytest.raises(errors.SettingError, match="OPENAI_ORG_ID") as caught:
            send(server.url)
    assert "X-Other" not in str(caught.value)


def test_an_error_that_reaches_a_caller_shows_nobody_elses_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where its traceback is printed."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-secret")
    told = "key sk-secret-secret asked for: 1 Rain fell."
    for fault in (error(400, told), Reply(raw=b"HTTP/1.1 200 OK\r\nX: Bearer sk-secret-secret\0\r\n\r\n")):
        with FaultServer(fault) as server, pytest.raises(errors.ExtractorError) as caught:
            send(server.url, transport_retries=0)
        shown = "".join(traceback.format_exception(caught.value))
        assert "secret" not in shown
        assert "Rain" not in shown


def test_requests_in_flight_are_bounded() -> None:
    running, most = 0, 0

    async def post(_: Mapping[str, Any]) -> web.Reply:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        await asyncio.sleep(0)
        running -= 1
        return web.Reply({"choices": [{"message": {"role": "assistant", "content": ""}}]}, {})

    async def run() -> None:
        transport = Transport(Server(post, "here"), settings("http://x/v1", concurrency=3))
        await asyncio.gather(*(transport.send(BODY) for _ in range(12)))

    asyncio.run(run())
    assert most == 3


@pytest.mark.parametrize(("status", "kind", "tries"), [(401, errors.WrongKey, 1), (500, errors.Unavailable, 4)])
def test_requests_that_wait_are_not_sent_where_the_model_cannot_be_asked(
    status: int, kind: type[errors.ExtractorError], tries: int
) -> None:
    async def run(url: str) -> list[Any]:
        chosen = settings(url, concurrency=1, transport_retries=0)
        way = open_server(chosen)
        transport = Transport(way, chosen)
        ended = await asyncio.gather(*(transport.send(BODY) for _ in range(4)), return_exceptions=True)
        assert len(server.seen) == tries
        with pytest.raises(kind):
            await transport.send(BODY)
        assert len(server.seen) == tries + 1, "a request that comes later tries anew"
        await way.close()
        return ended

    with FaultServer(error(status)) as server:
        ended = asyncio.run(run(server.url))
    assert [type(one) for one in ended] == [kind] * 4
    assert len({str(one) for one in ended}) == 1


def test_a_cancelled_request_stays_cancelled() -> None:
    async def run() -> None:
        with FaultServer(Reply(hang=True)) as server:
            chosen = settings(server.url)
            way = open_server(chosen)
            task = asyncio.create_task(Transport(way, chosen).send(BODY))
            await asyncio.to_thread(server.arrived.wait, 5)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await way.close()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("url", "words"),
    [("localhost:8091", "localhost:8091"), ("ftp://x/v1", "ftp"), ("http://x:y/v1", "x:y"), ("http://[x", "x")],
)
def test_an_address_that_is_none(url: str, words: str) -> None:
    with pytest.raises(errors.SettingError, match="write it like") as caught:
        open_server(settings(url))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://bob:secretpw@10.0.0.1:99999/v1", "bob:secretpw@host/v1", "http:/h/v1?k=secretpw"]
)
def test_an_address_that_is_none_is_told_without_what_may_be_secret(url: str) -> None:
    with pytest.raises(errors.SettingError, match="is no address") as caught:
        open_server(settings(url))
    assert "secret" not in str(caught.value)


def test_keys_are_asked_for_where_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("http://127.0.0.1:9/v1", "http://localhost:9/v1", "http://[::1]:9/v1", "http://127.8.8.8/v1"):
        assert open_server(settings(url)).secrets() == ()
    with pytest.raises(errors.MissingKey, match="set OPENAI_API_KEY"):
        open_server(settings("https://user:password@models.example/v1?key=hidden"))
    with pytest.raises(errors.MissingKey, match=r"api\.openai\.com"):
        open_server(Settings(model="scripted", cache=None))
    monkeypatch.setenv("OPENAI_API_KEY", " sk-secret-secret\n")
    server = open_server(settings("https://models.example/v1?key=hidden"))
    assert (server.secrets(), server.address) == (("sk-secret-secret", "hidden"), "https://models.example/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "clé-secret")
    with pytest.raises(errors.WrongKey) as caught:
        open_server(settings("https://models.example/v1"))
    assert "secret" not in str(caught.value)


def test_an_own_client_must_be_asynchronous() -> None:
    with pytest.raises(errors.SettingError, match="AsyncOpenAI"):
        open_server(settings("http://127.0.0.1:9/v1"), openai.OpenAI(api_key="k"))  # type: ignore[arg-type]
