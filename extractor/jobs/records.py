"""What is known of jobs: beside the cache file stands a folder with a small record of each.

A record is written whole or not at all, and before anything is paid for. It holds no key, no header and no word of an
article: requests are named by their keys in the cache, and stand in the input files at the server.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import reduce
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.errors import CacheError, SettingError
from extractor.lock import lock
from extractor.settings import Settings


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(_Record):
    """What a job reads and how: with it, the same requests are found again.

    Attributes:
        paths: Files and folders, or ``-``.
        model: The model that is asked.
        prompt: Name or folder of the template.
        strategy: Which sentences the model reads.
        published: Day of publication for the articles that name none.
        limit: Most articles to read; None for all.
    """

    paths: tuple[str, ...]
    model: str
    prompt: str
    strategy: Literal["read", "complete"] = "read"
    published: date | None = None
    limit: int | None = None

    def settings(self, cache: Path) -> Settings:
        """The settings of an offline run over the cache."""
        return Settings(model=self.model, prompt=self.prompt, strategy=self.strategy, cache=cache, offline=True)

    def anywhere(self) -> Self:
        """The same with whole paths, so that it can be read from another folder."""
        paths = tuple(path if path == "-" else str(Path(path).absolute()) for path in self.paths)
        prompt = Path(self.prompt)
        return self.model_copy(
            update={"paths": paths, "prompt": str(prompt.absolute()) if prompt.is_dir() else self.prompt}
        )


class Batch(_Record):
    """One input file of a job.

    Attributes:
        requests: How many it holds.
        file: The server's name of the input file; None in records of older versions.
        id: The server's name of the batch; None while it is not known whether there is one.
        state: ``waiting`` for answers, ``fetched``, or ``unsent``: it was never created.
        answered: Requests that were answered, or whose answer ended as none.
        failed: Requests that brought nothing.
    """

    requests: int
    file: str | None = None
    id: str | None = None
    state: Literal["waiting", "fetched", "unsent"] = "waiting"
    answered: int = 0
    failed: int = 0


class Job(_Record):
    """One submit.

    Attributes:
        id: Its name; the time comes first.
        created: When it was made, UTC.
        address: The server, without credentials.
        reading: What is read, and how.
        adapted: Parameters that its requests are sent without, or under another name.
        left_out: Of these, what the requests held before.
        refused: Parameters that the model was seen to refuse when the answers came.
        batches: Its input files.
    """

    id: str
    created: datetime
    address: str
    reading: Reading
    adapted: tuple[str, ...] = ()
    left_out: Mapping[str, int | float] = {}  # 0 and 0.0 are not the same request
    refused: tuple[str, ...] = ()
    batches: tuple[Batch, ...] = ()

    @classmethod
    def new(cls, **fields: Any) -> Self:
        """A job of now, with a name of its own."""
        now = datetime.now(UTC)
        return cls(id=f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}", created=now, **fields)

    @property
    def waits(self) -> bool:
        """Whether answers are still to be fetched."""
        return any(batch.state == "waiting" for batch in self.batches)

    @property
    def unsettled(self) -> tuple[int, ...]:
        """The numbers of the batches of which it is not known if they are there."""
        return tuple(n for n, batch in enumerate(self.batches) if batch.state == "waiting" and batch.id is None)

    @property
    def requests(self) -> int:
        """How many requests it holds."""
        return sum(batch.requests for batch in self.batches)

    def with_batch(self, number: int, **changes: Any) -> Self:
        """The job with one batch changed."""
        batches = list(self.batches)
        batches[number] = batches[number].model_copy(update=changes)
        return self.model_copy(update={"batches": tuple(batches)})

    def without(self, numbers: Iterable[int]) -> Self:
        """The job with batches that were never created."""
        return reduce(lambda job, number: job.with_batch(number, state="unsent"), numbers, self)


class Jobs:
    """The records beside one cache file.

    Attributes:
        cache: The cache file.
        folder: Where the records stand.
    """

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.folder = cache.with_name(f"{cache.name}.jobs")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other processes out: two that submit would pay for the same requests twice.

        Raises:
            SettingError: Another process works on these jobs.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "lock").open("a") as file:
            try:
                lock(file)
            except OSError:
                raise SettingError(f"Another process works on the jobs of {self.cache}: wait for it.") from None
            yield

    def all(self) -> list[Job]:
        """Every job, the oldest first.

        Raises:
            CacheError: A record cannot be read.
        """
        return sorted(map(_read, self.folder.glob("*.json")), key=lambda job: job.created)

    def chosen(self, name: str | None) -> Job | None:
        """The job of that name; without one, the newest that is not fetched, or None.

        Raises:
            SettingError: There is no such job, or none at all.
        """
        known = self.all()
        if not known:
            raise SettingError(f"There is no job of the cache {self.cache}: extractor jobs submit makes one.")
        if name is None:
            return next((job for job in reversed(known) if job.waits), None)
        for job in known:
            if job.id == name:
                return job
        raise SettingError(f"There is no job {name} of the cache {self.cache}: extractor jobs status lists them.")

    def refused(self, address: str, model: str) -> frozenset[str]:
        """Parameters that a model was seen to refuse in earlier jobs."""
        jobs = (job for job in self.all() if (job.address, job.reading.model) == (address, model))
        return frozenset(name for job in jobs for name in (*job.adapted, *job.refused))

    def place(self, job: Job) -> Path:
        """The file of a job's record."""
        return self.folder / f"{job.id}.json"

    def save(self, job: Job) -> None:
        """Write a record, in one step that a crash cannot halve.

        Raises:
            CacheError: It cannot be written.
        """
        self._write(self.place(job), job.model_dump_json(indent=1))

    def discard(self, job: Job) -> None:
        """Remove the record of a job of which nothing was sent."""
        self.forget_keys(job)
        self.place(job).unlink(missing_ok=True)

    def note_keys(self, job: Job, number: int, keys: Iterable[str]) -> None:
        """Write down which requests a batch holds."""
        self._write(self._keys(job, number), "".join(f"{key}\n" for key in keys))

    def forget_keys(self, job: Job) -> None:
        """Remove what ``note_keys`` wrote: the job is over."""
        for number in range(len(job.batches)):
            self._keys(job, number).unlink(missing_ok=True)

    def waiting(self) -> Iterator[str]:
        """The requests of all jobs that wait for their answers."""
        return (key for job in self.all() for key in self.keys(job, waiting=True))

    def keys(self, job: Job, waiting: bool = False) -> Iterator[str]:
        """Which requests a job holds, or those of them that wait for their answers."""
        for number, batch in enumerate(job.batches):
            if batch.state == "waiting" or not waiting:
                with suppress(FileNotFoundError), self._keys(job, number).open(encoding="ascii") as lines:
                    yield from (line.rstrip("\n") for line in lines)

    def _keys(self, job: Job, number: int) -> Path:
        return self.folder / f"{job.id}.{number}.keys"

    def _write(self, place: Path, text: str) -> None:
        part = place.with_name(f"{place.name}.part")
        try:
            with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
            _sync(place.parent)
        except OSError as error:
            raise CacheError(f"The record {place} cannot be written ({error.strerror}): make room for it.") from error


def _sync(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can open one."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _read(place: Path) -> Job:
    try:
        return Job.model_validate_json(place.read_bytes())
    except (OSError, ValidationError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is damaged, or of another version"
        raise CacheError(f"The record {place} cannot be read ({why}): put it right or remove it.") from error
