"""A cache, a server with a Batch API, and the three commands over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from extractor.jobs.records import Job, Jobs
from tests.batches import BatchServer
from tests.commands import Command, Ended

MODEL = "gpt-4o-mini"


@dataclass
class Desk:
    """Runs the commands as one person would, who always names the same cache, model and inputs."""

    command: Command
    server: BatchServer
    cache: Path
    paths: list[Path]
    model: str = MODEL
    options: list[str] = field(default_factory=list)

    @property
    def jobs(self) -> list[Job]:
        return Jobs(self.cache).all()

    def submit(self, *options: str) -> Ended:
        asked: list[str | Path] = ["--model", self.model, "--base-url", self.server.url, "--cache", self.cache]
        return self.command("jobs", "submit", *self.paths, *asked, *self.options, *options)

    def fetch(self, *options: str) -> Ended:
        return self.command("jobs", "fetch", "--cache", self.cache, *options)

    def status(self, *options: str) -> Ended:
        return self.command("jobs", "status", "--cache", self.cache, *options)

    def round(self) -> Ended:
        """Submit, let the server do its work, and fetch."""
        assert self.submit().code == 0
        self.server.finish()
        return self.fetch()

    def extract(self, *options: str, cache: Path | None = None) -> Ended:
        """Extract from the cache only."""
        asked: list[str | Path] = [
            "--model",
            self.model,
            "--cache",
            cache or self.cache,
            "--offline",
            "--format",
            "json",
        ]
        return self.command("extract", *self.paths, *asked, *self.options, *options)


@pytest.fixture
def server() -> Iterator[BatchServer]:
    with BatchServer() as server:
        yield server


@pytest.fixture
def desk(command: Command, server: BatchServer, folder: Path) -> Desk:
    """Three articles, which make one request each."""
    return Desk(command, server, folder.parent / "answers.sqlite", [folder])


def choice(finish: str = "stop", content: str | None = '{"claims": []}', refusal: str | None = None) -> dict[str, Any]:
    """A completion of a model of OpenAI's."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1700000000,
        "model": MODEL,
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
    }
