"""What a terminal may be shown, and how wide it is.

Text from articles, servers and file names is hostile: no control character of it reaches the terminal.
"""

from __future__ import annotations

import os
import sys
import unicodedata

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
    print(f"extractor: {shown(message)}", file=sys.stderr, flush=True)  # noqa: T201 - this is the place for it


def unforeseen(error: Exception) -> str:
    """Say what nobody foresaw, and ask for a report."""
    what = f"{type(error).__name__}: {error}"
    return f"This was not foreseen: {what}. Please report it; EXTRACTOR_DEBUG=1 shows where it happened."


def width() -> int:
    """Columns of the terminal on standard output; ``COLUMNS`` comes first."""
    named = os.environ.get("COLUMNS", "")
    if named.isascii() and named.isdigit() and int(named) > 0:
        return max(int(named), _NARROWEST)
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, _NARROWEST)
    except (OSError, ValueError):
        return PLAIN_WIDTH


def has_colour() -> bool:
    """Whether standard output is a terminal on which styles are welcome (``NO_COLOR``, ``TERM=dumb``)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
