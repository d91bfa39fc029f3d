"""What a terminal may be shown, and how wide it is.

Text from articles, servers and file names is hostile: no control character of it reaches the terminal.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, TextIO

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from rich.live import Live
    from rich.spinner import Spinner

PLAIN_WIDTH = 100
"""Columns where no terminal tells its own."""

_NARROWEST = 40

_JOINERS = "\u200c\u200d"
"""Format characters that belong to words and emoji; all others could reorder or hide what is shown."""


def shown(text: str) -> str:
    """Make any text fit for one line: no line ends, controls, or characters that hide or reorder others."""
    return "".join(map(_visible, " ".join(text.split())))


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Cs"}:
        return "\ufffd"
    return "" if category == "Cf" and character not in _JOINERS else character


def say(message: str) -> None:
    """Tell a person one thing, in one line on standard error."""
    with _to_whom_it_concerns():
        sys.stderr.write(f"extractor: {shown(message)}\n")  # in one piece: another thread may tell something too
        sys.stderr.flush()


@contextmanager
def _to_whom_it_concerns() -> Iterator[None]:
    """Write on standard error; where nobody reads it any more, its terminal being gone, the work goes on."""
    try:
        yield
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Let a stream that nobody reads any more lead nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def unforeseen(error: Exception) -> str:
    """Say what nobody foresaw and where, and ask for a report; the words of an error may quote an article."""
    import sqlite3  # late, as --help needs none

    what = type(error).__name__
    if isinstance(error, OSError | sqlite3.Error | ExtractorError):
        what = f"{what}: {error}"
    if steps := [step for step in extract_tb(error.__traceback__) if "extractor" in Path(step.filename).parts]:
        what = f"{what} (line {steps[-1].lineno} of {Path(steps[-1].filename).name})"
    return f"This was not foreseen: {what}. Please report it; EXTRACTOR_DEBUG=1 shows all of it."


def width() -> int:
    """Columns of the terminal on standard output; ``COLUMNS`` comes first."""
    named = os.environ.get("COLUMNS", "")
    if named.isascii() and named.isdigit() and int(named) > 0:
        return max(int(named), _NARROWEST)
    try:
        told = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return PLAIN_WIDTH
    return max(told, _NARROWEST) if told else PLAIN_WIDTH  # a terminal that nobody told its size says 0


def has_colour() -> bool:
    """Whether standard output is a terminal on which styles are welcome (``NO_COLOR``, ``TERM=dumb``)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Progress:
    """One moving line on standard error, where that is a terminal; hidden while results are written."""

    def __init__(self, line: Callable[[], str]) -> None:
        self._line = line
        self._live: Live | None = None
        self._spinner: Spinner | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is a terminal to show it on."""
        return sys.stderr.isatty()

    def show(self) -> None:
        """Show the line, and keep it moving."""
        if self._live is None and self.is_shown:
            from rich.console import Console
            from rich.live import Live
            from rich.spinner import Spinner

            self._spinner = Spinner("dots")
            console = Console(stderr=True)
            self._live = Live(get_renderable=self._drawn, console=console, transient=True, redirect_stdout=False)
        if self._live is not None:
            with _to_whom_it_concerns():
                self._live.start(refresh=True)

    def hide(self) -> None:
        """Take the line away."""
        if self._live is not None:
            with _to_whom_it_concerns():
                self._live.stop()

    def _drawn(self) -> Spinner:
        assert self._spinner is not None, "drawn only while it is shown"  # noqa: S101
        self._spinner.update(text=self._line())
        return self._spinner
