"""What all tests share: the command line, and recordings that hold no secret, match on the whole body and are used."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.commands import Command, three_articles

hypothesis.settings.register_profile("untimed", deadline=None)  # no test depends on how busy a machine is
hypothesis.settings.load_profile("untimed")

KEPT_HEADERS = frozenset({"content-type"})


class Grouped(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Hands out test by test, but those of Ray to one process: a cluster for each would be one too many."""

    def _split_scope(self, nodeid: str) -> str:
        return "ray" if "test_distributed.py" in nodeid else nodeid


def pytest_configure() -> None:
    """Let Ctrl-C reach the programs that tests start: a shell's background job, and all it starts, would ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Grouped:
    return Grouped(config, log)


def _without_headers(message: Any) -> Any:
    """Keep an allow-list of headers: keys, cookies, organisation and request ids never reach a file."""
    if isinstance(message, dict):
        headers = {name: value for name, value in message["headers"].items() if name.lower() in KEPT_HEADERS}
        return {**message, "headers": headers}
    message.headers = {name: value for name, value in message.headers.items() if name.lower() in KEPT_HEADERS}
    return message


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return three_articles(tmp_path)


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return {
        "match_on": ["method", "scheme", "host", "port", "path", "query", "body"],
        "before_record_request": _without_headers,
        "before_record_response": _without_headers,
        "decode_compressed_response": True,
    }


@pytest.fixture(autouse=True)
def _recordings_are_used(request: pytest.FixtureRequest) -> Iterator[None]:
    """A recorded answer that a test does not ask for is a mistake in the test or a left-over."""
    marked = request.node.get_closest_marker("vcr") is not None
    cassette = request.getfixturevalue("vcr") if marked else None
    yield
    if cassette is not None and request.config.getoption("--record-mode") == "none":
        assert len(cassette) > 0, "the test asked for nothing that is recorded"
        assert cassette.all_played, "the cassette holds answers that the test does not ask for"


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads the developer's key, model or cache."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "EXTRACTOR_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path_factory.mktemp("cache") / "responses.sqlite"))
