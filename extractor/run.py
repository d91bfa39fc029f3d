"""One run of ``extractor extract`` or ``show``: inputs in, results out, and what a person is told meanwhile."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, closing, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from extractor import export, highlight, report, terminal, wording
from extractor.batch import AHEAD, completed, in_order
from extractor.destination import Destination, File, Made, Stream
from extractor.errors import ExtractorError, SettingError
from extractor.export import forms
from extractor.pipeline import Extractor
from extractor.progress import Telling
from extractor.reader import Unreadable, files, read
from extractor.schema import Article
from extractor.settings import Settings
from extractor.tally import DONE, INCOMPLETE, INTERRUPTED, NOTHING, Counts, Tally
from extractor.terminal import say, unforeseen
from extractor.workers import BEGUN, hired

_STDIN = Path("/dev/stdin")
"""Leads to the file that a shell opened as standard input."""


@dataclass(frozen=True)
class Order:
    """What a run is asked to do.

    Attributes:
        paths: Files, folders, or ``-``.
        published: Day of publication for the articles that name none.
        limit: Most articles to read; None for all.
        out: The file to write; None: standard output.
        format: How to write; None: as the file's suffix says.
        workers: Processes that read side by side.
    """

    paths: Sequence[str]
    published: date | None = None
    limit: int | None = None
    out: Path | None = None
    format: export.Format | None = None
    workers: int = 1


@dataclass(frozen=True)
class _Reading:
    """How articles are read: one at a time, and how many at once."""

    one: Callable[[Article], Awaitable[Made]]
    most: int


def extract(order: Order, settings: Settings) -> int:
    """Extract the claims of every article of the inputs; return the exit code.

    Raises:
        ExtractorError: Nothing could be begun.
    """
    _spare_what_is_read(order, settings.cache)
    tally = Tally()
    try:
        asyncio.run(_extract(order, settings, tally))
    except KeyboardInterrupt:
        say(f"Interrupted; {_what_stays(order, tally)}.")
        return INTERRUPTED
    return tally.exit_code


def show(order: Order) -> int:
    """Write results again that were written before; return the exit code."""
    _spare_what_is_read(order)
    tally = Tally()
    with export.results_to(order.out, form_of(order)) as add:
        for path in order.paths:
            for item in export.read_results(path):
                if isinstance(item, Unreadable):
                    _note_unreadable(item, tally)
                else:
                    add(item)
                    tally.add(Counts.of(item))
    return INCOMPLETE if tally.articles and tally.unreadable else DONE if tally.articles else NOTHING


async def _extract(order: Order, settings: Settings, tally: Tally) -> None:
    async with AsyncExitStack() as opened:
        extractor = await opened.enter_async_context(Extractor(settings))
        destination = opened.enter_context(closing(_destination(order, extractor)))
        reading = await opened.enter_async_context(_reading(order, extractor))
        if extractor.engine == "llm":
            say(_cache_note(settings))
        with Telling(tally, extractor, order.paths, order.limit) as telling:
            stopped = await _whole(inputs(order, settings), reading, destination, tally, telling)
        if stopped:
            tally.stopped = True
            say(stopped)
        if tally.articles or extractor.paid.requests:
            say(telling.summary())
        if destination.left:
            say(_left_over(destination.left, order))
        if stopped and tally.articles and _is_file(order):
            say(f"Stopped; {_what_stays(order, tally)}.")


async def _whole(
    items: Iterator[Article | Unreadable],
    reading: _Reading,
    destination: Destination,
    tally: Tally,
    telling: Telling,
) -> str | None:
    """Read all and finish; return what stopped the run before its end, None where nothing did."""
    try:
        await _all(items, reading, destination, tally, telling)
        if tally.articles:
            destination.finish()
    except BrokenPipeError:
        raise
    except ExtractorError as error:
        return str(error)
    except Exception as error:  # what is written so far stays, and a person reads no traceback
        if os.environ.get("EXTRACTOR_DEBUG"):
            raise
        return unforeseen(error)
    return None


async def _all(
    items: Iterator[Article | Unreadable],
    reading: _Reading,
    destination: Destination,
    tally: Tally,
    telling: Telling,
) -> None:
    async def work(place: int, article: Article) -> Made | Counts:
        return destination.before(article, place) or await reading.one(article)

    ahead = reading.most * AHEAD if destination.in_order else None
    async with aclosing(completed(items, work, reading.most, ahead)) as made:
        async for place, item in in_order(made) if destination.in_order else made:
            if destination.in_order:
                telling.hide()
            if isinstance(item, Unreadable):
                _note_unreadable(item, tally)
            else:
                tally.add(item if isinstance(item, Counts) else destination.take(place, item))
            if destination.in_order:
                telling.show()


def _note_unreadable(item: Unreadable, tally: Tally) -> None:
    tally.unreadable += 1
    say(item.reason)


def _destination(order: Order, extractor: Extractor) -> Destination:
    form = form_of(order)
    if order.out is not None and _is_file(order):
        return File(order.out, form, extractor.provenance)
    return Stream(order.out, form)


def _is_file(order: Order) -> bool:
    """Whether results go to a regular file, so that a run which was stopped can be continued."""
    return order.out is not None and export.part_of(order.out) != order.out


@asynccontextmanager
async def _reading(order: Order, extractor: Extractor) -> AsyncIterator[_Reading]:
    if order.workers == 1:
        yield _Reading(extractor.extract, extractor.begun)
    else:
        async with hired(order.workers, extractor.settings) as workers:
            yield _Reading(workers.read, workers.count * BEGUN)


def _what_stays(order: Order, tally: Tally) -> str:
    """Say how much is written, and of a run that came to no end, where."""
    written = f"{wording.counted(tally.articles, 'result')} written"
    if order.out is None or not _is_file(order):
        return written
    if not export.part_of(order.out).exists():
        return f"{written} to {order.out}" if tally.articles else written
    older = "left as it was" if order.out.exists() else "written by a whole run only"
    return f"{written} to {export.part_of(order.out)}, where the same command continues; {order.out} is {older}"


def _left_over(count: int, order: Order) -> str:
    assert order.out is not None, "only a file has an unfinished one beside it"  # noqa: S101
    which = f"{wording.counted(count, 'result')} of articles that were not among these inputs"
    return f"{export.part_of(order.out)} is kept, since it holds {which}: give all inputs together, or remove it."


def _spare_what_is_read(order: Order, cache: Path | None = None) -> None:
    """Refuse to write over an input or the cache, under whatever name they go, or among the inputs of a folder."""
    if order.out is None or not _is_file(order):
        return
    written = (order.out, export.part_of(order.out), export.part_of(order.out, export.WHOLE))
    for place in filter(Path.is_file, written):
        for file in (*_inputs_of(order), *([cache] if cache else [])):
            if _same(file, place):
                name = "standard input" if file == _STDIN else file
                raise SettingError(f"--out {order.out} would be written over {name}, which is read: name another file.")
    for path in order.paths:
        if path != "-" and Path(path).resolve() in order.out.resolve().parents:
            raise SettingError(
                f"--out {order.out} would stand in {path}, which is read, and so be an input of the next run: name a "
                "file in another folder."
            )


def _inputs_of(order: Order) -> Iterator[Path]:
    for path in order.paths:
        yield from [_STDIN] if path == "-" else files(path)


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError, ValueError):
        return one.samefile(other)
    return False


def inputs(order: Order, settings: Settings) -> Iterator[Article | Unreadable]:
    """Read what an order names, up to its limit."""
    longest = settings.max_characters
    return read(order.paths, published=order.published, max_characters=longest, limit=order.limit)


def form_of(order: Order) -> export.Form | export.FileForm:
    """How results are written.

    Raises:
        SettingError: The suffix of the file tells no format.
    """
    match order.format or export.format_of(order.out):
        case export.Format.html:
            return export.Form(highlight.section, highlight.OPENING, "", highlight.CLOSING)
        case export.Format.table:
            width = terminal.PLAIN_WIDTH if order.out else terminal.width()
            colour = order.out is None and terminal.has_colour()
            return export.Form(partial(report.table, width=width, colour=colour), "", "\n\n")
        case other:
            return forms.form_of(other)


def _cache_note(settings: Settings) -> str:
    if settings.cache is None:
        return "The cache is off: every answer is asked for and paid for."
    if settings.offline:
        return f"Offline: answers come from {settings.cache} only."
    if settings.refresh:
        return f"Every answer is asked for again and kept in {settings.cache}."
    return f"Answers are kept in {settings.cache} and not paid for twice (--no-cache turns that off)."
