"""The way over the network to a server that speaks OpenAI's chat completions.

aiohttp carries it: one request costs a fifth of the CPU that the SDK takes for it (``python -m evals.bench``), and its
logs hold neither bodies nor headers. A caller's own ``AsyncOpenAI`` goes the SDK's way (``server``).
"""

from __future__ import annotations

import json
import os
import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from extractor.client.fault import Fault, complaint, lost
from extractor.errors import SettingError

if TYPE_CHECKING:
    import aiohttp

_CONNECT = 10.0
"""Seconds a connection may take to be made."""

_BEARER = "Bearer "

_KEPT = 4.0
"""Seconds a connection is kept without a request: less than servers keep theirs (uvicorn: 5), which else close it just
as a request is on its way."""

_LARGEST = 32 * 2**20
"""Bytes of an answer at most, unpacked: far beyond any completion."""


@dataclass(frozen=True)
class Reply:
    """A success as it came.

    Attributes:
        completion: The body: a chat completion, or what a server takes for one.
        headers: The response's headers, their names in lower case.
    """

    completion: Mapping[str, Any]
    headers: Mapping[str, str]


class Web:
    """Connections to one address, opened when they are first needed."""

    def __init__(self, address: str, key: str, timeout: float, *, local: bool) -> None:
        """Note where to go; nothing is opened yet.

        Args:
            address: The base URL; a user and password in it are sent in place of the key, a query stays.
            key: Sent as a bearer token; empty for none.
            timeout: Seconds one request may take, from its first byte to the answer's last.
            local: Whether it is on this machine: a proxy of the environment knows no way to its loopback.
        """
        parsed = urlsplit(address)
        self._url = parsed._replace(path=f"{parsed.path.rstrip('/')}/chat/completions").geturl()
        self._identity = _identity("" if parsed.username else key)
        self._others = tuple(_secrets_of(parsed))
        self._timeout = timeout
        self._local = local
        self._session: aiohttp.ClientSession | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """The key, and whatever else says who asks."""
        return (*(value.removeprefix(_BEARER) for value in self._identity.values()), *self._others)

    async def post(self, body: Mapping[str, Any]) -> Reply:
        """Send one request body.

        Raises:
            Fault: No success came, or one that is no JSON object.
        """
        import aiohttp

        try:
            async with self._opened().post(
                self._url, data=json.dumps(body).encode(), headers=self._headers(), allow_redirects=False
            ) as got:
                data, status = await _body(got), got.status
                headers = {name.lower(): value for name, value in got.headers.items()}
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise lost(error) from None  # its words may quote a header, and so the key
        if 300 <= status < 400:  # no other place is given the article and the key
            raise Fault(f"it redirects to {public(headers.get('location', 'nowhere'))}", status)
        answer = _parsed(data)
        if status >= 400:
            raise complaint(answer, status, headers)
        if not isinstance(answer, Mapping):
            raise Fault("the answer is no chat completion", again=True)
        return Reply(answer, headers)

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    def _headers(self) -> dict[str, str]:
        return {"Content-Type": "application/json", **self._identity}

    def _opened(self) -> aiohttp.ClientSession:
        import aiohttp

        if self._session is None:
            trusted = _trusted() if self._url.startswith("https") else True
            # What is in flight is bounded elsewhere.
            connector = aiohttp.TCPConnector(limit=0, ssl=trusted, keepalive_timeout=_KEPT)
            limits = aiohttp.ClientTimeout(total=self._timeout, sock_connect=min(_CONNECT, self._timeout))
            self._session = aiohttp.ClientSession(
                connector=connector, timeout=limits, trust_env=not self._local, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session


def _identity(key: str) -> dict[str, str]:
    """The headers that say who asks; the names of the variables are the SDK's.

    Raises:
        SettingError: A variable holds what no header can.
    """
    named = {"Authorization": f"{_BEARER}{key}" if key else ""}
    for header, variable in (("OpenAI-Organization", "OPENAI_ORG_ID"), ("OpenAI-Project", "OPENAI_PROJECT_ID")):
        named[header] = os.environ.get(variable, "").strip()
        if not (named[header].isascii() and named[header].isprintable()):
            raise SettingError(f"{variable} holds characters that no name has: set it anew.")
    return {name: value for name, value in named.items() if value}


def _secrets_of(address: SplitResult) -> Iterator[str]:
    """The password in an address, also as it is sent, and the values of its query."""
    if address.username:
        user, password = unquote(address.username), unquote(address.password or "")
        yield password
        yield b64encode(f"{user}:{password}".encode()).decode()
    yield from (value for _, value in parse_qsl(address.query))


def _trusted() -> ssl.SSLContext:
    """The certificates of the system, and Mozilla's for a Python that finds none."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


async def _body(got: aiohttp.ClientResponse) -> bytes:
    """The bytes of an answer.

    Raises:
        Fault: They do not end.
    """
    data = bytearray()
    async for part in got.content.iter_any():
        data += part
        if len(data) > _LARGEST:
            raise Fault(f"the answer is larger than {_LARGEST // 2**20} MiB", again=True)
    return bytes(data)


def public(address: str) -> str:
    """An address without user, password and query."""
    try:
        parsed = urlsplit(address)
    except ValueError:
        return "what is no address"
    host = parsed.netloc.rpartition("@")[2]
    return f"{parsed.scheme}://{host}{parsed.path}".rstrip("/") if host else parsed.path


def _parsed(data: bytes) -> object:
    """The JSON value of a body; of a page or of words, its beginning."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return " ".join(data[:1000].decode("utf-8", "replace").split())
