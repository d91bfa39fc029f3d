"""The Batch API: files up and down, batches made and looked at (https://platform.openai.com/docs/guides/batch).

Every error of the SDK leaves as one of ``extractor.errors``, without the key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl, urlsplit

from extractor.client.discretion import discreet
from extractor.client.fault import Fault, meaning, read, shortened
from extractor.client.server import address_of, open_server
from extractor.errors import ExtractorError, ModelError, SettingError, Unavailable
from extractor.jobs.records import Job
from extractor.settings import Settings

if TYPE_CHECKING:
    from openai.types import Batch as Given

_ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
_JOB, _NUMBER = "extractor_job", "extractor_batch"
_REFUSED = frozenset(range(400, 500)) - {408, 409}
"""Statuses of a request that was not carried out."""

_EARLIER = 86_400
"""Seconds that a server's clock may be behind this one's."""


_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class State:
    """How a batch stands.

    Attributes:
        status: In the server's words: validating, failed, in_progress, finalizing, completed, expired, cancelling or
            cancelled.
        input, output, errors: Names of its files; the last two None where there is none.
        total, done, failed: Its requests, and how many of them ended well and badly.
        complaints: What its validation found wrong.
    """

    status: str
    input: str
    output: str | None = None
    errors: str | None = None
    total: int = 0
    done: int = 0
    failed: int = 0
    complaints: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.status in _ENDED

    def words(self) -> str:
        """How far it is, for people."""
        if not self.total:
            return self.status
        failed = f", {self.failed:,} failed" if self.failed else ""
        return f"{self.status}, {self.done:,} of {self.total:,} answered{failed}"


class Service:
    """One server's Batch API, for one model; a context manager.

    Attributes:
        address: The server, without credentials.
    """

    def __init__(self, model: str, base_url: str | None = None) -> None:
        """Choose the server; nothing is sent yet.

        Args:
            model: The model, for messages.
            base_url: The server's address; None: as the environment says, else OpenAI.

        Raises:
            ModelError: A key is needed, and missing or none.
            SettingError: The address is none.
        """
        settings = Settings(model=model, base_url=base_url)
        place = address_of(settings)
        self.address = place.public
        self._model = model
        self._key = place.key()
        self._secrets = (self._key, *open_server(settings).secrets())
        self._reached = False
        import openai

        # A proxy of the environment knows no way to this machine's loopback.
        way = openai.DefaultHttpxClient(trust_env=False) if place.local else None
        parsed = urlsplit(place.url)
        self._openai = openai.OpenAI(
            api_key=self._key or "none",
            base_url=parsed._replace(query="").geturl(),
            default_query=dict(parse_qsl(parsed.query)),
            timeout=settings.timeout,
            http_client=way,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._openai.close()

    def upload(self, file: Path) -> str:
        """Hand in an input file, as it streams from disk; return the server's name of it."""
        with self._door(f"{self.address} offers no Batch API: ask {self._model} with extractor extract."):
            with file.open("rb") as stream:
                made = self._openai.files.create(file=(file.name, stream), purpose="batch")
            return self._named(made)

    def knows(self, file: str) -> bool:
        """Whether a file is there, for who asks: those of another account are not."""
        import openai

        with self._door("never raised"):
            try:
                self._openai.files.retrieve(file)
            except openai.NotFoundError:
                return False
        return True

    def create(self, job: Job, number: int, file: str) -> str | ExtractorError:
        """Begin a batch: from here on it is paid for. Sent once only: a second would be paid for too.

        Returns:
            The server's name of it, or why the server refuses to begin it.

        Raises:
            ExtractorError: Nobody knows whether it was begun.
        """
        import httpx2
        import openai

        once = self._openai.with_options(max_retries=0)
        try:
            made = once.batches.create(
                input_file_id=file,
                endpoint="/v1/chat/completions",
                completion_window="24h",
                metadata={_JOB: job.id, _NUMBER: str(number)},
            )
        except (openai.OpenAIError, httpx2.HTTPError) as error:
            fault = read(error)
            told = self._told(fault, f"{self.address} does not know the file that was just handed in: submit again.")
            if fault.status in _REFUSED:
                return told
            raise told from None
        return self._named(made)

    def created(self, job: Job) -> dict[int, str]:
        """The batches of a job that are there, by their numbers: what was created may not have been noted."""
        found: dict[int, str] = {}
        with self._door(f"{self.address} offers no Batch API: name the server with --base-url."):
            for batch in self._openai.batches.list(limit=100):
                if (batch.created_at or 0) < job.created.timestamp() - _EARLIER:
                    break  # the newest come first
                told = batch.metadata or {}
                if told.get(_JOB) == job.id and str(told.get(_NUMBER)).isdecimal():
                    found[int(told[_NUMBER])] = batch.id
        return found

    def state(self, batch: str) -> State:
        """How a batch stands."""
        gone = (
            "set the OPENAI_API_KEY that it was made with, or give its job up by removing the record beside the cache."
        )
        with self._door(f"{self.address} does not know the batch {batch}: {gone}"):
            return self._state(self._openai.batches.retrieve(batch))

    def download(self, file: str, to: Path) -> bool:
        """Copy a file of the server to disk; say whether it is still there: OpenAI keeps them for 30 days."""
        import openai

        with self._door("never raised"):
            try:
                with self._openai.files.with_streaming_response.content(file) as content:
                    content.stream_to_file(to)
            except openai.NotFoundError:
                return False
        return True

    def meaning(self, fault: Fault, body: Mapping[str, Any] = _NOTHING) -> ExtractorError:
        """Say what a fault means, also one that stands in the place of an answer to ``body``."""
        told = replace(fault, said=self.shown(fault.said, body))
        return meaning(told, model=self._model, address=self.address, reached=self._reached)

    def shown(self, words: str, body: Mapping[str, Any] = _NOTHING) -> str:
        """A server's own words, as they may be shown."""
        return shortened(discreet(" ".join(words.split()), self._secrets, body))

    @contextmanager
    def _door(self, missing: str) -> Iterator[None]:
        """Turn foreign errors into ours; ``missing`` says what it means that something is not there."""
        import httpx2
        import openai

        try:
            yield
        except (openai.OpenAIError, httpx2.HTTPError) as error:
            raise self._told(read(error), missing) from None  # it holds the request, and so the key
        self._reached = True

    def _told(self, fault: Fault, missing: str) -> ExtractorError:
        if fault.status in (404, 405) and "model" not in fault.code:
            return SettingError(missing)
        told = self.meaning(fault)
        if isinstance(told, ModelError):
            return told
        status = f" (status {fault.status})" if fault.status else ""
        return Unavailable(f"{self.address} did not do what was asked{status}: {self.shown(fault.said)}.")

    def _named(self, made: Any) -> str:
        name = getattr(made, "id", None)
        if not isinstance(name, str) or not name:
            raise SettingError(f"{self.address} offers no Batch API: its answer names nothing. Check --base-url.")
        return name

    def _state(self, given: Given) -> State:
        counts = given.request_counts
        wrong = (given.errors.data if given.errors else None) or []
        said = (f"line {each.line}: {each.message}" if each.line else str(each.message) for each in wrong)
        return State(
            status=str(getattr(given, "status", "unknown")),
            input=given.input_file_id,
            output=given.output_file_id,
            errors=given.error_file_id,
            total=counts.total if counts else 0,
            done=counts.completed if counts else 0,
            failed=counts.failed if counts else 0,
            complaints=tuple(map(self.shown, said)),
        )
