"""What is said to a model and what it says, at the border: requests that can be sent, answers that can be read.

The shapes are those of OpenAI's chat completions; servers that imitate them leave things out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache as once
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from extractor.cache.recording import Outcome
from extractor.response import Message

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

_LINK = re.compile(r"\n +For further information visit https://\S+")
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf"{_PAIR}|(?P<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{{2}})|\\.", re.S)


@once
def strict_format(model: type[BaseModel]) -> Mapping[str, Any]:
    """The response format that holds an answer to ``model``.

    The models of ``response`` are written so that their schema is strict as it is; a test holds it against the SDK's
    own converter, whose import would cost every run most of a second.
    """
    shape = {"name": model.__name__, "strict": True, "schema": model.model_json_schema()}
    return {"type": "json_schema", "json_schema": shape}


def outcome_of(completion: Mapping[str, Any]) -> Outcome:
    """How an answer ended: as one, or why it is none."""
    choice = completion["choices"][0]
    if choice["message"].get("refusal"):
        return "refused"
    ends: dict[str, Outcome] = {"length": "truncated", "content_filter": "filtered"}
    return ends.get(str(choice.get("finish_reason")), "answer")


def sendable(message: Message) -> Message:
    """Put "?" for what UTF-8 cannot say (lone surrogates from JSON escapes): a request holding one cannot be sent."""
    return {"role": message["role"], "content": message["content"].encode("utf-8", "replace").decode()}


def content(completion: Mapping[str, Any]) -> str:
    """The words of an answer, with U+FFFD for lone surrogates, bare or escaped: no JSON reader takes one."""
    content = completion["choices"][0]["message"].get("content")
    if not isinstance(content, str):
        return ""
    whole = content.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _ESCAPE.sub(lambda found: "\\ufffd" if found["lone"] else found[0], whole)


def for_instructor(completion: Mapping[str, Any]) -> ChatCompletion:
    """An answer's words alone: whatever else a server says, well-formed or not, is none of instructor's business."""
    from openai.types.chat import ChatCompletion

    message = {"role": "assistant", "content": content(completion)}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    return ChatCompletion.model_validate(
        {"id": "", "object": "chat.completion", "created": 0, "model": "", "choices": [choice]}
    )


def unlinked(message: Message) -> Message:
    """Drop Pydantic's links from a re-ask: they name its version, and with it the request would change."""
    return {**message, "content": _LINK.sub("", message["content"])}
