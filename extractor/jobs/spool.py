"""Requests on their way into input files: written to temporary files as they are found, so that memory stays."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Self

from extractor import wording
from extractor.cache.recording import Row
from extractor.client.transport import adapted
from extractor.errors import CostLimit
from extractor.estimate import Estimate

MOST_REQUESTS = 50_000
"""Of one input file (Batch API guide)."""

MOST_BYTES = 200_000_000
"""Of one input file; the guide says 200 MB."""


def line_of(row: Row, body: Mapping[str, Any]) -> bytes:
    """A request as a line of an input file, with its body as it is sent."""
    line = {"custom_id": row.key, "method": "POST", "url": "/v1/chat/completions", "body": body}
    return json.dumps(line).encode() + b"\n"


class Spool:
    """Files of requests, as a batch takes them; a context manager, after which they are gone."""

    def __init__(self, model: str, refused: Collection[str] = ()) -> None:
        """Begin with none.

        Args:
            model: Who is asked.
            refused: Parameters that it refuses.
        """
        self._refused = refused
        self._model = model
        self._estimate = Estimate()
        self._opened = ExitStack()
        self._folder = Path(self._opened.enter_context(TemporaryDirectory(prefix="extractor-")))
        self._files: list[tuple[BinaryIO, BinaryIO]] = []
        self.counts: list[int] = []
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def words(self) -> str:
        """How much it is, and what it would cost."""
        return f"{wording.counted(self._estimate.about.requests, 'request')} to {self._model}: {self._priced()}."

    def refuse_above(self, limit: Decimal | None) -> None:
        """Hold the requests to a limit.

        Raises:
            CostLimit: They could cost more.
        """
        dollars = self._estimate.dollars(self._model, batch=True)
        if limit is not None and dollars is not None and dollars[1] > limit:
            raise CostLimit(
                f"These requests could cost up to {wording.dollars(dollars[1])}, and --max-cost allows "
                f"{wording.dollars(limit)}: raise it, or read fewer articles with --limit."
            )

    def _priced(self) -> str:
        tokens = wording.tokens(self._estimate.about)
        dollars = self._estimate.dollars(self._model, batch=True)
        if dollars is None:
            return f"about {tokens}; the price of {self._model} is not known"
        about, most = map(wording.dollars, dollars)
        return f"about {tokens}, at half price about {about}, at most {most}"

    def add(self, row: Row) -> None:
        """Write one request."""
        body = adapted(row.request, self._refused)
        data = line_of(row, body)
        if not self.counts or self.counts[-1] == MOST_REQUESTS or self._size + len(data) > MOST_BYTES:
            self._begin()
        lines, keys = self._files[-1]
        lines.write(data)
        keys.write(f"{row.key}\n".encode())
        self._size += len(data)
        self.counts[-1] += 1
        self._estimate += Estimate.of(body)

    def files(self) -> list[Path]:
        """The input files, whole."""
        for opened in self._files:
            for file in opened:
                file.flush()
        return [self._folder / f"{number}.jsonl" for number in range(len(self.counts))]

    def keys(self, number: int) -> Iterator[str]:
        """The keys of the requests in one of them."""
        with (self._folder / f"{number}.keys").open(encoding="ascii") as lines:
            yield from (line.rstrip("\n") for line in lines)

    def _begin(self) -> None:
        lines, keys = (self._folder / f"{len(self.counts)}.{kind}" for kind in ("jsonl", "keys"))
        self._files.append((self._opened.enter_context(lines.open("wb")), self._opened.enter_context(keys.open("wb"))))
        self.counts.append(0)
        self._size = 0
