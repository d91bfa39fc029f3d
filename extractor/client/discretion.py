"""What a server said, as it may be told: without who asked, and without what was asked.

Servers quote the request in their complaints: the key, a header, the article. Messages end in logs, where none of these
belongs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_READ = 20_000
"""Characters of it that are looked at."""

_SECRET = 8
"""Characters from which on a key is taken for one; shorter ones stand for none, at servers that want no key."""

_RUN = 3
"""Words one after the other that count as a quotation of the article."""

_LONG_RUN = 6
"""Words that count as one of the rest of the request; fewer may be a complaint about it."""

_WORD = re.compile(r"\w+")
_ESCAPE = re.compile(r"\\+u(?P<code>[0-9a-fA-F]{4})|\\+(?:x[0-9a-fA-F]{2}|[nrtbf])|\\+|&#?\w{1,8};")


def discreet(words: str, secrets: Sequence[str], body: Mapping[str, Any]) -> str:
    """Leave out of a server's words what is not to be shown; "…" stands for it.

    Args:
        words: What it said.
        secrets: The key, and whatever else says who asks.
        body: The request, which may be quoted.
    """
    said = words[:_READ]
    for secret in secrets:
        said = _without(said, secret) if len(secret) >= _SECRET else said
    return _unquoted(said, body)


def _without(said: str, secret: str) -> str:
    """Take out a secret, and the beginnings of one: servers show some of a key."""
    for length in range(len(secret), _SECRET - 1, -1):
        said = said.replace(secret[:length], "…")
    return said


def _unquoted(said: str, body: Mapping[str, Any]) -> str:
    """Take out what stands in the request, however it is escaped."""
    plain = _ESCAPE.sub(lambda found: chr(int(found["code"], 16)) if found["code"] else " ", said)
    found = list(_WORD.finditer(plain))
    told = [word[0].casefold() for word in found]
    article = " ".join(_contents(body))
    whole = f"{' '.join(_contents(body, 'system'))} {json.dumps(body)}"
    starts = sorted(_quoted(told, article, _RUN) | _quoted(told, whole, _LONG_RUN))
    return _blanked(plain, [(found[number].start(), found[number].end()) for number in starts]) if starts else said


def _contents(body: Mapping[str, Any], *more: str) -> Iterator[str]:
    for message in body.get("messages", ()):
        if message.get("role") in {"user", "assistant", *more} and isinstance(message.get("content"), str):
            yield message["content"]


def _quoted(told: Sequence[str], asked: str, length: int) -> set[int]:
    """The numbers of the words that belong to a run of so many which was asked."""
    runs = set(_runs(_WORD.findall(asked.casefold()), length))
    starts = (number for number, run in enumerate(_runs(told, length)) if run in runs)
    return {number for start in starts for number in range(start, start + length)}


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(length)), strict=False)


def _blanked(words: str, places: Sequence[tuple[int, int]]) -> str:
    """Put one mark for the words at these places and for the signs between two of them."""
    parts: list[str] = []
    end = 0
    for start, stop in places:
        if not parts or _WORD.search(words, end, start):
            parts += [words[end:start], "…"]
        end = stop
    return "".join([*parts, words[end:]])
