"""The ledger as a person reads it: what differs, side by side; what is said most; what was copied.

Article text is hostile: nothing of it is read as markup, and no control character of it reaches the terminal.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from extractor.ledger.record import Conflict, Entry, Figure, Ledger
from extractor.ledger.rows import shown as figure_in_words
from extractor.terminal import shown
from extractor.wording import counted

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

MOST = 50
"""Most conflicts and most entries that are shown; CSV and JSON hold all."""

_OWN_VOICE = "articles' own voice"

Row = TypeVar("Row")


def table(ledger: Ledger, *, width: int, colour: bool = False) -> str:
    """Show a ledger.

    Args:
        ledger: What to show.
        width: Columns to fill.
        colour: Whether the text goes to a terminal that shows styles.
    """
    from rich.console import Console

    file = io.StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for part in _parts(ledger):
        console.print(part)
    return "\n".join(line.rstrip() for line in file.getvalue().split("\n")).rstrip("\n") + "\n"


def summary(ledger: Ledger) -> str:
    """Say in one line what a ledger holds."""
    told = f"{counted(ledger.articles, 'article')} of {counted(len(ledger.origins), 'origin')}"
    entries = f"{len(ledger.entries):,} {'entry' if len(ledger.entries) == 1 else 'entries'}"
    return f"{told}, {counted(ledger.claims, 'claim')}: {entries}, {counted(len(ledger.conflicts), 'conflict')}"


def _parts(ledger: Ledger) -> Iterator[RenderableType]:
    yield _text(summary(ledger), "bold")
    conflicts, repeated = ledger.conflicts, [entry for entry in ledger.entries if entry.articles > 1]
    if conflicts:
        yield from _heading("Figures side by side", len(conflicts))
        yield from map(_conflict, conflicts[:MOST])
        yield from _rest(conflicts)
    if repeated:
        yield from _heading("Said in several articles", len(repeated))
        yield _entries(repeated[:MOST])
        yield from _rest(repeated)
    if copied := [origin for origin in ledger.origins if len(origin.articles) > 1]:
        yield from _heading("One origin, several articles", len(copied))
        for origin in copied[:MOST]:
            yield _text(f"  {_days(origin.published, None)}  {' = '.join(origin.articles)}")
        yield from _rest(copied)


def _heading(words: str, number: int) -> Iterator[RenderableType]:
    yield ""
    yield _text(f"{words} ({number:,})", "bold")


def _rest(rows: Sequence[Row]) -> Iterator[RenderableType]:
    if len(rows) > MOST:
        yield _text(f"  … and {len(rows) - MOST:,} more; --format csv or json holds all.", "dim")


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(" " * (len(words) - len(words.lstrip(" "))) + shown(words), style=style)


def _grid() -> Table:
    from rich.table import Table

    return Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)


def _conflict(conflict: Conflict) -> Table:
    from rich.table import Table

    whole = Table(box=None, show_header=False, padding=0, pad_edge=False)
    style = "yellow" if conflict.relation == "contradictory" else ""
    whole.add_row(_text(f"{conflict.relation}: {conflict.about}", style))
    grid = _grid()
    for ratio in (3, 4, 3, 3):
        grid.add_column(overflow="fold", ratio=ratio)
    for figure in conflict.figures:
        grid.add_row(*map(_text, _cells(figure)))
    whole.add_row(grid)
    return whole


def _cells(figure: Figure) -> tuple[str, ...]:
    """Figure, sources, how often, when."""
    sources = ", ".join(dict.fromkeys(source or _OWN_VOICE for source in figure.sources))
    revised = " (gave another before)" if figure.revises else ""
    often = f"{counted(figure.articles, 'article')}, {counted(figure.origins, 'origin')}"
    return f"  {figure_in_words(figure.amount)}", sources + revised, often, _days(figure.first, figure.last)


def _entries(entries: Sequence[Entry]) -> Table:
    grid = _grid()
    for ratio in (2, 6, 3, 3):
        grid.add_column(overflow="fold", ratio=ratio)
    for entry in entries:
        often = f"{counted(entry.origins, 'origin')}, {counted(entry.articles, 'article')}"
        denied = "denied: " if entry.denied else ""
        others = f" (also {counted(len(entry.also), 'other source')})" if entry.also else ""
        source = (entry.source or _OWN_VOICE) + others
        grid.add_row(*map(_text, (f"  {often}", denied + entry.statement, source, _days(entry.first, entry.last))))
    return grid


def _days(first: date | None, last: date | None) -> str:
    if first is None:
        return "no date"
    return first.isoformat() if last in {None, first} else f"{first.isoformat()} to {last}"
