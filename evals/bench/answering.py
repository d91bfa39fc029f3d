"""What the loopback server says: an answer that is a function of the request, in the form that its sender reads.

A request that shows numbered sentences gets one draft for each: its words without the full stop. One of langextract
gets one extraction for each sentence of its text. So no sender is answered with what it would have to ask for again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_NUMBERED = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s)[^.!?]*)*[.!?]*")
_QUESTION, _END = "\nQ: ", "\nA: "
"""What langextract writes before the text to read, and after it."""


def answer(body: Mapping[str, Any]) -> str:
    """Return the content of the answer to a request: a JSON object."""
    shown = str(body["messages"][-1]["content"])
    if shown.endswith(_END):
        text = shown.removesuffix(_END).rpartition(_QUESTION)[2]
        said: dict[str, Any] = {"extractions": [_extraction(words) for words in _sentences(text)]}
    else:
        said = {"claims": [_draft(int(number), words) for number, words in _NUMBERED.findall(shown)]}
    return json.dumps(said, ensure_ascii=False)


def completion(body: Mapping[str, Any], size: int, *, cut: str | None = None) -> dict[str, Any]:
    """Return the completion that answers a request.

    Args:
        body: The request.
        size: Its length in bytes, of which tokens are made.
        cut: The finish reason of an answer that ends halfway; None for a whole one.
    """
    content = answer(body)
    if cut:
        content = content[: len(content) // 2]
    used = {"prompt_tokens": size // 4, "completion_tokens": len(content) // 4}
    return {
        "id": "chatcmpl-bench",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": body.get("model", "bench"),
        "choices": [{"index": 0, "finish_reason": cut or "stop", "message": _message(body, content)}],
        "usage": {**used, "total_tokens": sum(used.values())},
    }


def _message(body: Mapping[str, Any], content: str) -> dict[str, Any]:
    """The assistant's message with that content: as the call of a tool, where the request names one."""
    if not body.get("tools"):
        return {"role": "assistant", "content": content, "refusal": None}
    function = {"name": body["tools"][0]["function"]["name"], "arguments": content}
    return {"role": "assistant", "content": None, "tool_calls": [{"id": "1", "type": "function", "function": function}]}


def _draft(number: int, words: str) -> dict[str, Any]:
    return {
        "sentence": number,
        "source": None,
        "cue": None,
        "reported_by": None,
        "evidence": [_bare(words)],
        "subject": None,
        "kind": "event",
        "quantities": [],
        "times": [],
        "statement": None,
    }


def _extraction(words: str) -> dict[str, Any]:
    return {"claim": _bare(words), "claim_attributes": {"kind": "event"}}


def _sentences(text: str) -> list[str]:
    return [found.strip() for found in _SENTENCE.findall(text) if found.strip()]


def _bare(words: str) -> str:
    return words.removesuffix(".")
