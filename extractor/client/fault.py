"""What went wrong between this program and a server: foreign errors read as one record, and what each means to us.

Every error of aiohttp, openai, httpx2 and the event loop passes here and leaves as one of ``extractor.errors``. Nothing
that a server says beside its error message is repeated, and that message only without the key.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from json import JSONDecodeError
from typing import Any

from extractor.errors import (
    AnswerError,
    ExtractorError,
    Filtered,
    NoCredit,
    NoSchemaMode,
    NoServer,
    Refused,
    Truncated,
    Unavailable,
    UnknownModel,
    Unreadable,
    WrongKey,
)

_OVERLONG = re.compile(r"context[ _](length|window|size)|maximum context|too many tokens|exceed_context_size", re.I)
_NO_SCHEMA = re.compile(r"response_format|json_schema|structured output|guided", re.I)
_UNSUPPORTED = re.compile(r"unsupported|not support", re.I)


_LONGEST = 200
"""Characters of a server's own message that are shown."""


@dataclass(eq=False)
class Fault(Exception):
    """One try that brought no completion.

    Attributes:
        said: What happened, as a clause; for people.
        status: HTTP status; None if no response came.
        code: The provider's code or type of the error.
        param: The request's parameter it blames.
        wait: Seconds the server asks to wait.
        again: Whether another try may help.
        connected: Whether a connection was made.
        late: Whether it was given up for want of an answer in time.
    """

    said: str
    status: int | None = None
    code: str = ""
    param: str = ""
    wait: float | None = None
    again: bool = False
    connected: bool = True
    late: bool = False

    def __str__(self) -> str:
        return self.said

    @property
    def unsupported(self) -> bool:
        """Whether the server refuses the parameter it blames."""
        return self.status in (400, 422) and bool(self.param) and bool(_UNSUPPORTED.search(f"{self.code} {self.said}"))


def read(error: Exception) -> Fault:
    """Read an error of openai, httpx2 or the event loop."""
    import openai

    match error:
        case openai.APIStatusError():
            return complaint(error.body, error.status_code, error.response.headers)
        case openai.APIConnectionError() | TimeoutError():
            return _lost(error)
        case openai.LengthFinishReasonError():
            return Fault("the answer reached the token limit", code="context_length_exceeded")
        case openai.ContentFilterFinishReasonError():
            return Fault("the content filter withheld the answer", code="content_filter")
        case openai.APIResponseValidationError() | JSONDecodeError():
            return Fault("the answer is no chat completion", again=True)
    return Fault(f"the client failed ({type(error).__name__})")


def lost(error: Exception) -> Fault:
    """Read an error of aiohttp or of a socket."""
    import aiohttp

    unmade = aiohttp.ClientConnectorError | aiohttp.InvalidURL | aiohttp.ConnectionTimeoutError
    if isinstance(error, TimeoutError):
        return Fault("no answer came in time", again=True, connected=not isinstance(error, unmade), late=True)
    if isinstance(error, unmade):
        return Fault(_unreached(error), again=True, connected=False)
    # Only a failed connection's words are shown: others may quote a header, and so the key.
    return Fault(f"the connection was lost: {type(error).__name__}", again=True)


def _unreached(error: Exception) -> str:
    """Why no connection was made, in the system's words."""
    number = getattr(error, "errno", None)
    if isinstance(number, int) and number > 0:
        return os.strerror(number)
    return str(getattr(error, "strerror", None) or type(error).__name__)


def complaint(body: object, status: int | None, headers: Mapping[str, str]) -> Fault:
    """Read the error object of a response; servers differ in where they put its message."""
    error = body.get("error", body) if isinstance(body, Mapping) else body
    fields = error if isinstance(error, Mapping) else {"message": error}
    words = _words(fields.get("message") or fields.get("detail") or "no reason given")
    code = f"{fields.get('code') or ''} {fields.get('type') or ''}"
    return Fault(
        said=" ".join(words.split()),
        status=status,
        code=code.strip(),
        param=str(fields.get("param") or ""),
        wait=_wait(headers),
        again=status is not None and (status in (408, 409, 429) or status >= 500) and "insufficient_quota" not in code,
    )


def _words(message: object) -> str:
    """A message in words; of a list of complaints (as FastAPI has it) not the request that it repeats."""
    if isinstance(message, Sequence) and all(isinstance(each, Mapping) for each in message):
        return "; ".join(f"{each.get('loc', '')}: {each.get('msg', '')}" for each in message)
    return str(message)


def no_completion(answer: Mapping[str, Any]) -> Fault:
    """Read a success without choices: an error object that came with status 200, or no chat completion at all."""
    error = answer.get("error")
    if isinstance(error, Mapping):
        status = error.get("code")
        return complaint(error, status if isinstance(status, int) else 500, {})
    return Fault("the answer is no chat completion", again=True)


def _lost(error: Exception) -> Fault:
    import httpx2

    cause = error.__cause__ or error
    unmade = isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.UnsupportedProtocol)
    if isinstance(error, TimeoutError) or isinstance(cause, httpx2.TimeoutException):
        return Fault("no answer came in time", again=True, connected=not unmade, late=True)
    # Only a failed connection's words are shown: others may quote a header, and so the key.
    said = str(cause) if unmade else f"the connection was lost: {type(cause).__name__}"
    return Fault(said, again=True, connected=not unmade)


def _wait(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After header (RFC 9110, 10.2.3: seconds or a date), or of OpenAI's finer one."""
    if (milliseconds := _seconds(headers.get("retry-after-ms"))) is not None:
        return milliseconds / 1000
    asked = headers.get("retry-after")
    if (seconds := _seconds(asked)) is not None or not asked:
        return seconds
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _seconds(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return max(0.0, value) if math.isfinite(value) else None


_Is = Callable[[Fault], bool]

_MEANINGS: tuple[tuple[_Is, type[ExtractorError], str], ...] = (
    (
        lambda fault: fault.status == 402 or "insufficient_quota" in fault.code,
        NoCredit,
        "The account at {address} has no credit left: top it up, or set another key in OPENAI_API_KEY.",
    ),
    (
        lambda fault: fault.status == 404 or "model_not_found" in fault.code,
        UnknownModel,
        "{address} does not know the model {model} ({said}): check --model, and that --base-url ends in /v1.",
    ),
    (
        lambda fault: fault.status in (401, 403),
        WrongKey,
        "{address} refuses the key (status {status}): set OPENAI_API_KEY to a key that may use the model {model}.",
    ),
    (
        lambda fault: 300 <= (fault.status or 0) < 400,
        NoServer,
        "{address} answers nothing itself ({said}): name the right address with --base-url.",
    ),
    (lambda fault: "content_filter" in fault.code or "content_policy" in fault.code, Filtered, ""),
    (
        lambda fault: fault.status in (None, 400, 413, 422) and bool(_OVERLONG.search(f"{fault.code} {fault.said}")),
        Truncated,
        "",
    ),
    (
        lambda fault: fault.status in (400, 422) and bool(_NO_SCHEMA.search(f"{fault.param} {fault.said}")),
        NoSchemaMode,
        "{address} cannot hold the answers of {model} to a JSON Schema ({said}): choose a model or a server with"
        " structured outputs.",
    ),
)


def meaning(fault: Fault, *, model: str, address: str, reached: bool) -> ExtractorError:
    """Say what a fault means: an error for one request, or for the model as a whole.

    Args:
        fault: What happened at the last try, in words that may be shown (``discretion``).
        model: The model that was asked.
        address: The server's address, without credentials.
        reached: Whether this server has answered anybody since this request was first tried in vain.
    """
    said = shortened(fault.said)
    for applies, kind, message in _MEANINGS:
        if applies(fault):
            text = message.format(address=address, model=model, said=said, status=fault.status)
            return verdict(kind.reason) if issubclass(kind, AnswerError) else kind(text)
    if not fault.connected and not reached:
        return NoServer(f"Nothing answers at {address} ({said}): start that server, or name another with --base-url.")
    status = f"status {fault.status}: " if fault.status else ""
    if fault.again:
        return Unavailable(f"{address} gave no answer ({status}{said}): try again later.")
    return Unavailable(f"{address} refuses this request ({status}{said}): what it names has to change first.")


def shortened(words: str) -> str:
    """As much of a server's words as a message holds."""
    said = words.encode("utf-8", "replace").decode()  # a lone surrogate could not be written
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def verdict(outcome: str) -> AnswerError:
    """The error for an exchange without an answer; always in the same words, so that a replay repeats them."""
    return {
        "truncated": Truncated("The answer was cut at the token limit, or the request exceeds the model's context."),
        "filtered": Filtered("The provider's content filter withheld the answer."),
        "refused": Refused("The model refused to answer."),
        "unreadable": Unreadable("The answer is no JSON of the schema."),
    }[outcome]
