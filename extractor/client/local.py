"""A GGUF file that answers inside this process, as a server of chat completions would."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractor.client.fault import read
from extractor.client.web import Reply
from extractor.errors import NoLocalRuntime, UnknownModel
from extractor.settings import GGUF

CONTEXT = 16384
"""Tokens of context a local model is loaded with."""


class Local:
    """One model file; loaded at the first request, and asked one request at a time."""

    def __init__(self, model: str) -> None:
        """Find the file and the runtime.

        Args:
            model: ``gguf:PATH``.

        Raises:
            UnknownModel: There is no such file.
            NoLocalRuntime: The extra ``local`` is not installed.
        """
        self.path = Path(model.removeprefix(GGUF)).expanduser()
        if not self.path.is_file():
            raise UnknownModel(f"The model file {self.path} does not exist: check the path behind {GGUF}")
        if find_spec("xllamacpp") is None:
            raise _no_runtime()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="gguf")
        self._server: Any = None

    async def post(self, body: Mapping[str, Any]) -> Reply:
        """Answer a chat completion request; an error object stands in the completion, as servers write it.

        Raises:
            Fault: The runtime refuses the request.
            UnknownModel: The file cannot be loaded.
            NoLocalRuntime: The runtime cannot be imported.
        """
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, dict(body))
        except (OSError, ValueError) as error:
            raise read(error) from error
        return Reply({**answer, "model": self.path.name}, {})

    async def close(self) -> None:
        """Unload the model once the request that runs has ended."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._server = None

    def _answer(self, body: dict[str, Any]) -> dict[str, Any]:
        server = self._server = self._server or _load(self.path)
        answer: dict[str, Any] = server.handle_chat_completions(body)
        return answer


def _load(path: Path) -> Any:
    try:
        xllamacpp: Any = import_module("xllamacpp")
    except ImportError as error:
        raise _no_runtime() from error
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(path)
    wanted.n_ctx, wanted.n_parallel, wanted.verbosity = CONTEXT, 1, -1
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = os.cpu_count() or 1
    try:
        return xllamacpp.Server(wanted)
    except RuntimeError as error:
        raise UnknownModel(
            f"The model file {path} cannot be loaded: is it a GGUF model that fits in memory?"
        ) from error


def _no_runtime() -> NoLocalRuntime:
    return NoLocalRuntime('Models of the kind gguf: need a runtime: pip install "claim-extractor[local]".')
