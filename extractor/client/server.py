"""Who answers: OpenAI, a compatible server, a caller's own client, or a file that runs in this process."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from extractor.client.fault import read
from extractor.client.local import Local
from extractor.client.web import Reply, Web, public
from extractor.errors import MissingKey, SettingError, WrongKey
from extractor.settings import GGUF, Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

OPENAI = "https://api.openai.com/v1"


async def _nothing() -> None:
    """Close nothing."""


@dataclass(frozen=True)
class Server:
    """A way to have requests answered.

    Attributes:
        post: Sends a request body; raises ``Fault``, or an error of ours.
        address: Where it is, for people: without credentials.
        secrets: Gives the key and whatever else says who asks, which no message may hold.
        timeout: Seconds one try may take; None for no limit.
        close: Ends what was opened for it.
    """

    post: Callable[[Mapping[str, Any]], Awaitable[Reply]]
    address: str
    secrets: Callable[[], tuple[str, ...]] = tuple
    timeout: float | None = None
    close: Callable[[], Awaitable[None]] = _nothing


@dataclass(frozen=True)
class Address:
    """Where a server is.

    Attributes:
        url: The base URL as it was given.
        public: The same for people and files: without credentials.
        local: Whether it is on this machine, where no key is needed.
    """

    url: str
    public: str
    local: bool

    def key(self) -> str:
        """The key to show there; empty for none.

        Raises:
            MissingKey: It asks for one and none is set.
            WrongKey: What is set is none.
        """
        return _key(self.public, needed=not self.local)


def open_server(settings: Settings, own: AsyncOpenAI | None = None) -> Server:
    """Choose who answers, without connecting to it.

    Args:
        settings: The model, the address and the time-out.
        own: A caller's client; asked without the SDK's own retries, and left open.

    Raises:
        ModelError: The key, the model file or its runtime is missing.
        SettingError: The address is none, or ``own`` is no asynchronous client.
    """
    if own is not None:
        return _of_caller(own, settings)
    if settings.model.startswith(GGUF):
        local = Local(settings.model)
        return Server(local.post, str(local.path), close=local.close)
    return _of_address(address_of(settings), settings)


def recorded_name(model: str) -> str:
    """The model's name as requests and recordings hold it: a file's name, without the folders of this machine."""
    return GGUF + Path(model.removeprefix(GGUF)).name if model.startswith(GGUF) else model


def _of_caller(own: AsyncOpenAI, settings: Settings) -> Server:
    import openai

    if not isinstance(own, openai.AsyncOpenAI):
        raise SettingError(f"The client must be an openai.AsyncOpenAI, and is a {type(own).__name__}.")
    client = own.with_options(max_retries=0)
    address = public(str(own.base_url))

    async def post(body: Mapping[str, Any]) -> Reply:
        import httpx2

        try:
            came = await client.chat.completions.with_raw_response.create(**body)
            return Reply(came.parse().to_dict(), {name.lower(): value for name, value in came.headers.items()})
        except (openai.OpenAIError, httpx2.HTTPError, OSError, ValueError) as error:
            raise read(error) from None  # its words may quote the request

    return Server(post, address, lambda: (own.api_key, own.organization or "", own.project or ""), settings.timeout)


def address_of(settings: Settings) -> Address:
    """Say where requests go.

    Raises:
        SettingError: The address is none.
    """
    url = settings.base_url or os.environ.get("OPENAI_BASE_URL") or OPENAI
    parsed = _parse(url)
    return Address(url, public(url), _is_loopback(parsed.hostname or ""))


def _of_address(address: Address, settings: Settings) -> Server:
    web = Web(address.url, address.key(), settings.timeout, local=address.local)
    return Server(web.post, address.public, lambda: web.secrets, settings.timeout, web.close)


def _parse(address: str) -> SplitResult:
    try:
        parsed = urlsplit(address)
        usable = parsed.scheme in ("http", "https") and bool(parsed.hostname) and parsed.port != 0
    except ValueError:
        usable = False
    if not usable:
        told = "with a user or a query" if {"@", "?"} & set(address) else repr(address)  # who may be a secret
        raise SettingError(f"The base URL {told} is no address: write it like http://localhost:8080/v1.")
    return parsed


def _key(address: str, *, needed: bool) -> str:
    key = os.environ.get("OPENAI_API_KEY", "").strip()
    if not key and needed:
        raise MissingKey(f"{address} asks for a key: set OPENAI_API_KEY, or name a local server with --base-url.")
    if not (key.isascii() and key.isprintable()):
        raise WrongKey("OPENAI_API_KEY holds characters that no key has: set it anew.")
    return key


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
