"""What a server said, as it may be told: without who asked, and without what was asked.

Servers quote the request in their complaints: the key, a header, the article. Messages end in logs, where none of these
belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_READ = 20_000
"""Characters of it that are looked at."""

_SECRET = 8
"""Characters from which on a key is taken for one; shorter ones stand for none, at servers that want no key."""

_RUN = 3
"""Words one after the other that count as a quotation of the request."""

_WORD = re.compile(r"\w+")
_ESCAPE = re.compile(r"\\+u(?P<code>[0-9a-fA-F]{4})|\\+(?:x[0-9a-fA-F]{2}|[nrtbf])|\\+|&#?\w{1,8};")


def discreet(words: str, secrets: Sequence[str], body: Mapping[str, Any]) -> str:
    """Leave out of a server's words what is not to be shown; "…" stands for it.

    Args:
        words: What it said.
        secrets: The key, and whatever else says who asks.
        body: The request: what its messages say is left out, save the system's.
    """
    said = words[:_READ]
    for secret in secrets:
        said = _without(said, secret) if len(secret) >= _SECRET else said
    return _unquoted(said, body)


def _without(said: str, secret: str) -> str:
    """Take out a secret, also the beginning of one where the words break off."""
    said = said.replace(secret, "…")
    for length in range(len(secret) - 1, _SECRET - 1, -1):
        if said.endswith(secret[:length]):
            return f"{said[:-length]}…"
    return said


def _unquoted(said: str, body: Mapping[str, Any]) -> str:
    """Take out what stands in the request, however it is escaped."""
    plain = _ESCAPE.sub(lambda found: chr(int(found["code"], 16)) if found["code"] else " ", said)
    asked = set(_runs(word for content in _contents(body) for word in _WORD.findall(content.casefold())))
    found = list(_WORD.finditer(plain))
    runs = enumerate(_runs(word[0].casefold() for word in found))
    quoted = [(found[start].start(), found[start + _RUN - 1].end()) for start, run in runs if run in asked]
    return _blanked(plain, quoted) if quoted else said


def _contents(body: Mapping[str, Any]) -> Iterator[str]:
    for message in body.get("messages", ()):
        if message.get("role") != "system" and isinstance(message.get("content"), str):
            yield message["content"]


def _runs(words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    listed = list(words)
    return zip(*(listed[start:] for start in range(_RUN)), strict=False)


def _blanked(words: str, places: Sequence[tuple[int, int]]) -> str:
    """Put one mark for each stretch of places, which stand in the order of the words and may overlap."""
    parts: list[str] = []
    end = 0
    for start, stop in places:
        if start >= end:
            parts += [words[end:start], "…"]
        end = stop
    return "".join([*parts, words[end:]])
