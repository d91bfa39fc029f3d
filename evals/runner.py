"""Runs one engine over a dataset and writes the run: one line an article, each on disk as soon as it is done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.dataset import Fixture
from evals.runs import Line, RunError, parse_run, save_run, text_hash, write_line
from extractor import extract
from extractor.schema import Provenance

Engine = Callable[[Fixture, int], tuple[Line, Sequence[str]]]
"""One article and the index of a repeat in; its line and what a person is told out."""


@dataclass(frozen=True)
class Configuration:
    """What is run.

    Attributes:
        model: ``rules``, or a model's name.
        prompt: Name or folder of a template; None: the default.
        settings: Other fields of the extractor's ``Settings``.
    """

    model: str
    prompt: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    def made(self, line: Line) -> bool:
        """Whether a line can be of this configuration, as far as its model, prompt and strategy tell."""
        provenance, strategy = line.made, self.settings.get("strategy", "read")
        return (
            (provenance.model == self.model or self.model.startswith("gguf:"))
            and (self.prompt is None or provenance.prompt in (None, Path(self.prompt).name))
            and (provenance.engine == "rules" or provenance.parameters.get("strategy", "read") == strategy)
        )

    @property
    def name(self) -> str:
        """What a file of this configuration's run is called."""
        parts = [self.model, Path(self.prompt).name if self.prompt else None, *_spelled(self.settings)]
        return "--".join(part.replace("/", "_").replace(":", "_") for part in parts if part)


def _spelled(settings: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name}={value}" for name, value in settings.items() if name not in _PLACES)


_PLACES = ("cache", "offline", "base_url", "refresh")
"""Where answers come from; they do not change what is run."""


@dataclass(frozen=True)
class Progress:
    """How far a run is: ``done`` of ``of`` articles; ``line`` is None where it stood in the file already."""

    done: int
    of: int
    article: str
    line: Line | None
    told: Sequence[str] = ()


def extracting(configuration: Configuration) -> Engine:
    """The extractor with one configuration."""

    def one(fixture: Fixture, sample: int) -> tuple[Line, Sequence[str]]:
        chosen = {**configuration.settings, "sample": sample}
        result = extract(fixture.article, model=configuration.model, prompt=configuration.prompt, **chosen)
        return Line.of(fixture.id, result, sample), result.warnings

    return one


def run(
    fixtures: Sequence[Fixture],
    engine: Engine,
    out: Path,
    repeat: int = 1,
    is_ours: Callable[[Line], bool] = lambda _: True,
) -> Iterator[Progress]:
    """Run an engine over articles; what a stopped run wrote before is kept and not done again.

    Args:
        fixtures: The articles; their gold is not read.
        engine: What is run.
        out: The run's file. Each line is durable when it is yielded.
        repeat: How often each article is run.
        is_ours: Whether a line that stands in the file was made by this engine.

    Yields:
        Each article as it is done.

    Raises:
        RunError: The file holds another run, or cannot be written.
        ExtractorError: The engine cannot be asked at all.
    """
    done = _kept(out)
    _probe(done, fixtures, engine, out, is_ours)
    wanted = [(fixture, sample) for fixture in fixtures for sample in range(repeat)]
    with _appending(out) as write:
        for number, (fixture, sample) in enumerate(wanted, 1):
            before = done.get((fixture.id, sample))
            if before is not None and before.is_whole and before.text == text_hash(fixture.article):
                yield Progress(number, len(wanted), fixture.id, None)
                continue
            line, told = engine(fixture, sample)
            _refuse_another(done, line, out)
            if done.pop((fixture.id, sample), None) is not None:  # of another text: its place is taken
                save_run(out, done.values())
            write(line)
            done[fixture.id, sample] = line
            yield Progress(number, len(wanted), fixture.id, line, told)


@contextmanager
def _appending(out: Path) -> Iterator[Callable[[Line], None]]:
    """Open a file whose lines are on disk when they are written."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        file = out.open("a", encoding="utf-8")
    except OSError as error:
        raise _unwritable(out, error) from error

    def write(line: Line) -> None:
        file.write(write_line(line) + "\n")
        file.flush()
        os.fsync(file.fileno())

    with file:
        yield write


def _unwritable(out: Path, error: OSError) -> RunError:
    return RunError(f"The run {out} cannot be written ({error.strerror}); name another file.")


def _kept(out: Path) -> dict[tuple[str, int], Line]:
    """What a run before wrote; a last line that was cut is dropped, once the others have shown that it is a run."""
    if out.suffix == ".gz":
        raise RunError(f"A run is written line by line, so {out} cannot be compressed; name a .jsonl and gzip it.")
    try:
        data = out.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _unwritable(out, error) from error
    whole = data[: data.rfind(b"\n") + 1]
    cut = data[len(whole) :]
    if not (cut.startswith(_OPENING) or _OPENING.startswith(cut)):
        raise RunError(f"{out} is no run, and is left as it is; name another file.")
    lines = parse_run(out, whole.decode()) if whole else ()
    if whole != data:
        out.write_bytes(whole)
    return {(line.article, line.sample): line for line in lines}


_OPENING = b'{"article":'
"""How each line of a run begins."""


def _probe(
    done: Mapping[tuple[str, int], Line],
    fixtures: Sequence[Fixture],
    engine: Engine,
    out: Path,
    is_ours: Callable[[Line], bool],
) -> None:
    """Refuse a file of another run: one article that stands in it is run again, which costs nothing from a cache.

    So an edited prompt, another setting and, of the rules, changed code are seen before anything is called done.
    """
    if other := next((line for line in done.values() if not is_ours(line)), None):
        raise _another(other, out)
    for fixture in fixtures:
        before = done.get((fixture.id, 0))
        if before is not None and before.is_whole and before.text == text_hash(fixture.article):
            again, _ = engine(fixture, 0)
            _refuse_another(done, again, out)
            if again.made.engine == "rules" and again.claims != before.claims:
                raise _another(before, out)
            return


def _another(line: Line, out: Path) -> RunError:
    return RunError(f"{out} holds a run of {line.label} with other settings; name another file, or remove it first.")


def _refuse_another(done: Mapping[tuple[str, int], Line], line: Line, out: Path) -> None:
    """Two configurations in one file would be scored as one."""
    for other in done.values():
        if _settings(other) != _settings(line):
            raise _another(other, out)
        return


def _settings(line: Line) -> tuple[Provenance, dict[str, Any]]:
    """What made a line; a model that refuses ``temperature`` says so only where it was asked."""
    parameters = {name: value for name, value in line.made.parameters.items() if name != "temperature" or value}
    return line.made.model_copy(update={"extractor": "", "parameters": {}}), parameters
