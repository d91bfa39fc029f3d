"""The table: a result as a person reads it in a terminal, a pager or a mail.

Article text is hostile: nothing of it is read as markup, and no control character of it reaches the terminal.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor import wording
from extractor.schema import ArticleResult, Claim, Rejection
from extractor.terminal import shown

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_WIDE = 130
"""Columns from which on each kind of field has a column of its own."""

_WORDS = 80
"""Characters of a failed sentence that are shown."""


def table(result: ArticleResult, *, width: int, colour: bool = False) -> str:
    """Show one article's result: a heading, its claims, and below them what failed, was rejected or is warned of.

    Args:
        result: What to show.
        width: Columns to fill; from 130 on, each kind of field has a column of its own.
        colour: Whether the text goes to a terminal that shows styles.
    """
    console = _console(width, colour)
    for part in _parts(result, console.width):
        console.print(part)
    lines = console.file.getvalue().split("\n")  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def _console(width: int, colour: bool) -> Console:
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(shown(words), style=style)


def _parts(result: ArticleResult, width: int) -> Iterator[RenderableType]:
    yield _text(wording.headline(result), "bold")
    yield _text(wording.identity(result), "dim")
    yield _text(wording.outcome(result))
    if result.claims:
        yield ""
        yield _claims(result, width)
    failed = [line for group in wording.failures(result) for line in _failures(group)]
    rejected = [_rejection(rejection) for rejection in result.rejections]
    yield from _section("Failed sentences", sum(1 for _ in wording.failed(result)), failed, "red")
    yield from _section("Rejected drafts", len(rejected), rejected, "yellow")
    yield from _section("Warnings", len(result.warnings), list(result.warnings), "yellow")


def _claims(result: ArticleResult, width: int) -> Table:
    from rich.table import Table

    wide = width >= _WIDE
    grid = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, header_style="bold")
    grid.add_column("#", justify="right", no_wrap=True, style="dim")
    grid.add_column("Claim", overflow="fold", width=width * (35 if wide else 48) // 100)
    for name in ("Who says it", "Numbers and dates", "Certainty") if wide else ("Who · numbers · dates · certainty",):
        grid.add_column(name, overflow="fold")
    for index, claim in enumerate(result.claims, 1):
        cells = _cells(claim)
        grid.add_row(str(index), _text(claim.statement), *(cells if wide else [_joined(cells)]))
    return grid


def _cells(claim: Claim) -> list[Text]:
    """Who says it; numbers and dates; certainty: each a line or more."""
    said = _text(wording.who(claim.attribution), "cyan" if claim.attribution else "dim")
    numbers = [_text(wording.number(quantity), "green") for quantity in claim.quantities]
    times = [_text(wording.when(time), "magenta") for time in claim.times]
    return [said, _joined([*numbers, *times]), _text(wording.certainty(claim), _certainty_style(claim))]


def _joined(lines: list[Text]) -> Text:
    from rich.text import Text

    return Text("\n").join(line for line in lines if line)


def _certainty_style(claim: Claim) -> str:
    plain = claim.modality == "certain" and claim.polarity == "positive" and not claim.flags
    return "dim" if plain else "yellow"


def _section(title: str, number: int, lines: list[str], style: str) -> Iterator[RenderableType]:
    from rich.padding import Padding

    if lines:
        yield ""
        yield _text(f"{title} ({number})", f"bold {style}")
        for line in lines:
            yield Padding(_text(line), (0, 0, 0, 2))


def _failures(group: wording.Failures) -> Iterator[str]:
    """One sentence in one line; several in a line each, below their common reason."""
    if len(group.sentences) == 1:
        ((number, words),) = group.sentences
        yield f"sentence {number}, {group.why} — “{wording.short(words, _WORDS)}”"
        return
    yield f"{len(group.sentences)} sentences, {group.why}"
    yield from (f"sentence {number} — “{wording.short(words, _WORDS)}”" for number, words in group.sentences)


def _rejection(rejection: Rejection) -> str:
    numbers = ", ".join(map(str, rejection.sentences))
    where = f"sentence {numbers}, " if numbers else ""
    return f"{where}{wording.plain(rejection.reason)}: {rejection.detail}"
