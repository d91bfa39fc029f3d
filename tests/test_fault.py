from json import JSONDecodeError
from typing import Any

import httpx2
import openai
import pytest
from openai.types.chat import ChatCompletion

from extractor import errors
from extractor.client.fault import Fault, complaint, meaning, read

REQUEST = httpx2.Request("POST", "http://x/v1")


def _status(kind: type[openai.APIStatusError], status: int) -> Exception:
    return kind("m", response=httpx2.Response(status, request=REQUEST), body=None)


def _completion() -> ChatCompletion:
    values: dict[str, Any] = {"choices": []}
    return ChatCompletion.model_construct(**values)


OURS: dict[str, tuple[Exception, type[errors.ExtractorError]]] = {
    "OpenAIError": (openai.OpenAIError(), errors.Unavailable),
    "APIError": (openai.APIError("m", REQUEST, body=None), errors.Unavailable),
    "APIStatusError": (_status(openai.APIStatusError, 418), errors.Unavailable),
    "APIResponseValidationError": (
        openai.APIResponseValidationError(httpx2.Response(200, request=REQUEST), None),
        errors.Unavailable,
    ),
    "APIConnectionError": (openai.APIConnectionError(request=REQUEST), errors.Unavailable),
    "APITimeoutError": (openai.APITimeoutError(REQUEST), errors.Unavailable),
    "BadRequestError": (_status(openai.BadRequestError, 400), errors.Unavailable),
    "AuthenticationError": (_status(openai.AuthenticationError, 401), errors.WrongKey),
    "OAuthError": (
        openai.OAuthError(response=httpx2.Response(401, request=REQUEST), body=None),
        errors.WrongKey,
    ),
    "PermissionDeniedError": (_status(openai.PermissionDeniedError, 403), errors.WrongKey),
    "NotFoundError": (_status(openai.NotFoundError, 404), errors.UnknownModel),
    "ConflictError": (_status(openai.ConflictError, 409), errors.Unavailable),
    "UnprocessableEntityError": (_status(openai.UnprocessableEntityError, 422), errors.Unavailable),
    "RateLimitError": (_status(openai.RateLimitError, 429), errors.Unavailable),
    "InternalServerError": (_status(openai.InternalServerError, 500), errors.Unavailable),
    "LengthFinishReasonError": (openai.LengthFinishReasonError(completion=_completion()), errors.Truncated),
    "ContentFilterFinishReasonError": (openai.ContentFilterFinishReasonError(), errors.Filtered),
    "WebSocketConnectionClosedError": (
        openai.WebSocketConnectionClosedError("m", unsent_messages=[]),
        errors.Unavailable,
    ),
    "WebSocketQueueFullError": (openai.WebSocketQueueFullError(), errors.Unavailable),
}
NEVER_RAISED_BY_CREATE = {
    "InvalidWebhookSignatureError",  # of webhooks, and no OpenAIError
    "_AmbiguousModuleClientUsageError",  # of the module-level client
}


@pytest.mark.parametrize(("foreign", "kind"), OURS.values(), ids=OURS.keys())
def test_every_error_of_openai_becomes_ours(foreign: Exception, kind: type[errors.ExtractorError]) -> None:
    said = meaning(read(foreign), model="m", address="a", reached=True)
    assert type(said) is kind


def test_openai_has_gained_no_error() -> None:
    named = {name for name in dir(openai) if name.endswith("Error")}
    assert named == set(OURS) | NEVER_RAISED_BY_CREATE


WRAPPED = {
    *("CloseError", "ConnectError", "ConnectTimeout", "DecodingError", "HTTPError", "HTTPStatusError"),
    *("LocalProtocolError", "NetworkError", "PoolTimeout", "ProtocolError", "ProxyError", "ReadError", "ReadTimeout"),
    *("RemoteProtocolError", "RequestError", "TimeoutException", "TooManyRedirects", "TransportError"),
    *("UnsupportedProtocol", "WriteError", "WriteTimeout"),
}
OF_MISUSE = {
    *("CookieConflict", "InvalidURL", "RequestNotRead", "ResponseNotRead", "SSEError"),
    *("StreamClosed", "StreamConsumed", "StreamError"),
}


def test_httpx2_has_gained_no_error() -> None:
    kinds = {name: getattr(httpx2, name) for name in dir(httpx2) if isinstance(getattr(httpx2, name), type)}
    assert {name for name, kind in kinds.items() if issubclass(kind, Exception)} == WRAPPED | OF_MISUSE


@pytest.mark.parametrize("name", sorted(WRAPPED - {"HTTPStatusError"}))
def test_every_error_of_httpx2_becomes_ours_and_shows_its_cause(name: str) -> None:
    lost = openai.APIConnectionError(request=REQUEST)
    lost.__cause__ = getattr(httpx2, name)("a header with a key")
    fault = read(lost)
    unmade = name in ("ConnectError", "ConnectTimeout", "UnsupportedProtocol")
    assert (fault.again, fault.connected) == (True, not unmade)
    said = meaning(fault, model="m", address="a", reached=False)
    assert type(said) is (errors.NoServer if unmade else errors.Unavailable)
    assert unmade or "with a key" not in str(said)
    assert fault.said != "Connection error."


def test_other_errors_are_faults_too() -> None:
    assert read(JSONDecodeError("m", "{", 0)).again
    assert not read(ValueError("m")).again
    assert read(TimeoutError()).again
    assert str(Fault("said")) == "said"


def test_a_network_that_tests_block_is_named() -> None:
    lost = openai.APIConnectionError(request=REQUEST)
    lost.__cause__ = RuntimeError("blocked")
    assert "RuntimeError" in read(lost).said


def test_a_servers_words_can_be_written() -> None:
    said = str(meaning(Fault("half \ud800 a pair", status=500), model="m", address="a", reached=True))
    assert "half ? a pair" in said


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({"retry-after": "7"}, 7, 7),
        ({"retry-after": "0.5"}, 0.5, 0.5),
        ({"retry-after": "-3"}, 0, 0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25, 0.25),
        ({"retry-after": "Fri, 01 Jan 2100 00:00:00 GMT"}, 1e8, 1e10),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0, 0),
        ({"retry-after": "soon"}, None, None),
        ({"retry-after": "inf"}, None, None),
        ({}, None, None),
    ],
)
def test_retry_after_is_read(headers: dict[str, str], least: float | None, most: float | None) -> None:
    wait = complaint({}, 429, headers).wait
    assert wait is None if least is None or most is None else wait is not None and least <= wait <= most
