import asyncio
import os
import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from extractor import errors
from extractor.cache import Cache
from extractor.client import Answer, Client, Failure
from extractor.response import Response
from extractor.settings import Settings

WEIGHTS = Path(os.environ.get("EXTRACTOR_TEST_GGUF", ""))
INSTALLED = find_spec("xllamacpp") is not None

real = pytest.mark.skipif(
    not (INSTALLED and WEIGHTS.is_file()),
    reason="needs the extra [local], and EXTRACTOR_TEST_GGUF to name a GGUF model file",
)


def ask(
    model: str, text: str = "1 Rain fell on Monday.", cache: Path | None = None, **changes: Any
) -> Answer[Response] | Failure:
    async def run() -> Answer[Response] | Failure:
        async with Client(Settings(model=model, cache=cache, **changes)) as client:
            return await client.ask(
                [{"role": "user", "content": f"Find claims.\n{text}"}], max_tokens=200, response_model=Response
            )

    return asyncio.run(run())


def runtime(monkeypatch: pytest.MonkeyPatch, server: Any) -> None:
    """Put a runtime in place whose server is ``server``: a real one gives no such fault on demand."""
    module = ModuleType("xllamacpp")
    module.__spec__ = ModuleSpec("xllamacpp", None)
    threads = SimpleNamespace()
    module.CommonParams = lambda: SimpleNamespace(  # type: ignore[attr-defined]
        model=SimpleNamespace(), cpuparams=threads, cpuparams_batch=threads
    )
    module.Server = server  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "xllamacpp", module)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "small.gguf"
    path.write_bytes(b"no weights")
    return path


def test_a_file_that_is_not_there_is_an_unknown_model(tmp_path: Path) -> None:
    for path in (tmp_path / "none.gguf", tmp_path):
        with pytest.raises(errors.UnknownModel, match="does not exist") as caught:
            ask(f"gguf:{path}")
        assert str(path) in str(caught.value)


def test_a_missing_runtime_names_what_to_install(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(errors.NoLocalRuntime, match=r'pip install "claim-extractor\[local\]"'):
        ask(f"gguf:{weights}")


def test_a_file_that_cannot_be_loaded_is_an_unknown_model(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def server(_: Any) -> Any:
        raise RuntimeError("Failed to init server")

    runtime(monkeypatch, server)
    with pytest.raises(errors.UnknownModel, match="cannot be loaded"):
        ask(f"gguf:{weights}")


def test_a_request_beyond_the_context_is_truncated(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = {"error": {"code": 400, "message": "too long", "type": "exceed_context_size_error"}}
    runtime(monkeypatch, lambda _: SimpleNamespace(handle_chat_completions=lambda body: fault))
    got = ask(f"gguf:{weights}")
    assert isinstance(got, Failure)
    assert got.error.reason == "truncated"


def test_a_request_that_the_runtime_refuses_fails_alone(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Any) -> Any:
        raise ValueError("Expected 'messages' to be an array")

    runtime(monkeypatch, lambda _: SimpleNamespace(handle_chat_completions=refuse))
    got = ask(f"gguf:{weights}")
    assert isinstance(got, Failure)
    assert got.error.reason == "unavailable"


@real
def test_a_real_model_answers_and_its_answer_replays(tmp_path: Path) -> None:
    file = tmp_path / "answers.sqlite"
    model = f"gguf:{WEIGHTS}"
    got = ask(model, cache=file)
    assert isinstance(got, Answer)
    assert got.paid.completion_tokens > 0
    replayed = ask("gguf:/elsewhere/" + WEIGHTS.name, cache=file, offline=True)
    assert isinstance(replayed, Answer)
    assert replayed.response == got.response
    with Cache.open(file) as cache:
        cache.dump(tmp_path / "r.jsonl")
    assert str(WEIGHTS.parent) not in (tmp_path / "r.jsonl").read_text()


@real
def test_a_real_model_has_an_end_of_its_context() -> None:
    got = ask(f"gguf:{WEIGHTS}", "rain " * 20000)
    assert isinstance(got, Failure)
    assert got.error.reason == "truncated"
