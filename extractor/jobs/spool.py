"""Requests on their way into input files: written to temporary files as they are found, so that memory stays."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Self

from extractor import wording
from extractor.cache.recording import Row
from extractor.client.budget import largest
from extractor.client.transport import adapted
from extractor.errors import CostLimit
from extractor.prices import cost_of
from extractor.schema import Usage

MOST_REQUESTS = 50_000
"""Of one input file (Batch API guide)."""

MOST_BYTES = 200_000_000
"""Of one input file; the guide says 200 MB."""

_BYTES_PER_TOKEN = 4
"""Of English text, about."""


@dataclass(frozen=True)
class Estimate:
    """What requests may cost.

    Attributes:
        model: Who is asked.
        most: The most they can use: a token for each byte of the prompts, and the longest answers.
    """

    model: str
    most: Usage

    def words(self) -> str:
        """How much it is, for people."""
        about = Usage(prompt_tokens=self.most.prompt_tokens // _BYTES_PER_TOKEN)
        answers = Usage(completion_tokens=self.most.completion_tokens)
        tokens = (
            f"{wording.counted(self.most.requests, 'request')} to {self.model}: about {about.prompt_tokens:,} tokens"
            f" of prompts, at most {answers.completion_tokens:,} of answers"
        )
        costs = [cost_of(usage, self.model, batch=True) for usage in (about, answers)]
        shown = [wording.dollars(cost) for cost in costs if cost is not None]
        if not shown:
            return f"{tokens}; the price of {self.model} is not known."
        return f"{tokens}; at half price about {shown[0]} and at most {shown[1]}."

    def refuse_above(self, limit: Decimal | None) -> None:
        """Hold requests to a limit.

        Raises:
            CostLimit: They could cost more.
        """
        cost = cost_of(self.most, self.model, batch=True) or Decimal(0)
        if limit is not None and cost > limit:
            raise CostLimit(
                f"These requests could cost up to {wording.dollars(cost)}, and --max-cost allows ${limit}: raise it, "
                "or read fewer articles with --limit."
            )


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
        self._most = Usage()
        self._opened = ExitStack()
        self._folder = Path(self._opened.enter_context(TemporaryDirectory(prefix="extractor-")))
        self._files: list[tuple[BinaryIO, BinaryIO]] = []
        self.counts: list[int] = []
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    @property
    def estimate(self) -> Estimate:
        """What the requests may cost."""
        return Estimate(self._model, self._most)

    def add(self, row: Row) -> None:
        """Write one request."""
        body = adapted(row.request, self._refused)
        line = {"custom_id": row.key, "method": "POST", "url": "/v1/chat/completions", "body": body}
        data = json.dumps(line).encode() + b"\n"
        if not self.counts or self.counts[-1] == MOST_REQUESTS or self._size + len(data) > MOST_BYTES:
            self._begin()
        lines, keys = self._files[-1]
        lines.write(data)
        keys.write(f"{row.key}\n".encode())
        self._size += len(data)
        self.counts[-1] += 1
        self._most = self._most + largest(body)

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
