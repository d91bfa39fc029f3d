"""One run of ``extractor extract`` or ``show``: inputs in, results out, and what a person is told meanwhile."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from extractor import export, figures, highlight, report, terminal, wording
from extractor.batch import extract_many
from extractor.errors import ExtractorError, SettingError
from extractor.pipeline import Extractor
from extractor.reader import Unreadable, files, read
from extractor.schema import Article, ArticleResult, Usage
from extractor.settings import Settings
from extractor.terminal import say, unforeseen

DONE, INCOMPLETE, NOTHING, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: every article whole; something failed; nothing could be done; stopped by Ctrl-C."""

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
    """

    paths: Sequence[str]
    published: date | None = None
    limit: int | None = None
    out: Path | None = None
    format: export.Format | None = None


@dataclass
class Tally:
    """What has become of a run so far."""

    articles: int = 0
    unreadable: int = 0
    claims: int = 0
    rejected: int = 0
    failed: int = 0
    whole: int = 0
    stopped: bool = False
    usage: Usage = field(default_factory=Usage)

    def add(self, result: ArticleResult) -> None:
        """Count one result."""
        self.articles += 1
        self.claims += len(result.claims)
        self.rejected += len(result.rejections)
        self.failed += sum(1 for _ in wording.failed(result))
        self.whole += figures.whole_sentences(result)
        self.usage = self.usage + result.usage

    @property
    def exit_code(self) -> int:
        """The contract's exit code of a run that came to its end."""
        if not self.articles:
            return NOTHING
        return INCOMPLETE if self.stopped or self.unreadable or self.failed else DONE

    def summary(self, paid: Usage | None) -> str:
        """Say in one line what came of the run; ``paid`` is None where nobody was asked."""
        claims = f"{wording.counted(self.claims, 'claim')}, {wording.counted(self.rejected, 'draft')} rejected"
        parts = [f"{claims}, {wording.counted(self.failed, 'sentence')} failed"]
        if self.claims:
            share = f"{self.whole} of {self.claims:,} claims ({self.whole / self.claims:.0%})"
            parts.append(f"the evidence of {share} is a whole sentence")
        if self.unreadable:
            parts.append(f"{wording.counted(self.unreadable, 'input')} unreadable")
        if paid is not None:
            parts.append(f"paid: {wording.cost(paid)}; replayed: {wording.cost(_less(self.usage, paid))}")
        return f"{wording.counted(self.articles, 'article')}: {'; '.join(parts)}."


def _less(all_of_it: Usage, paid: Usage) -> Usage:
    """What of a cost was not paid now; an article that was not finished was paid for and is in no result."""
    return Usage(**{name: max(0, getattr(all_of_it, name) - getattr(paid, name)) for name in Usage.model_fields})


class _Stopped(Exception):
    """The run ended before its inputs did; why was said."""


def extract(order: Order, settings: Settings) -> int:
    """Extract the claims of every article of the inputs; return the exit code.

    Raises:
        ExtractorError: Nothing could be begun.
    """
    _spare_what_is_read(order, settings.cache)
    tally = Tally()
    try:
        with export.results_to(order.out, _form(order)) as add:
            asyncio.run(_extract(order, settings, add, tally))
    except KeyboardInterrupt:
        say(f"Interrupted; {wording.counted(tally.articles, 'result')} written{_unfinished(order, tally)}.")
        return INTERRUPTED
    except _Stopped:
        if where := _unfinished(order, tally):
            say(f"Stopped; {wording.counted(tally.articles, 'result')} written{where}.")
    return tally.exit_code


def show(order: Order) -> int:
    """Write results again that were written before; return the exit code."""
    _spare_what_is_read(order)
    tally = Tally()
    with export.results_to(order.out, _form(order)) as add:
        for path in order.paths:
            for item in export.read_results(path):
                _take(item, add, tally)
    return INCOMPLETE if tally.articles and tally.unreadable else DONE if tally.articles else NOTHING


def _spare_what_is_read(order: Order, cache: Path | None = None) -> None:
    """Refuse to write over an input or the cache, under whatever name they go."""
    if order.out is None:
        return
    for place in filter(Path.is_file, (order.out, export.part_of(order.out))):
        for file in (*_inputs_of(order), *([cache] if cache else [])):
            if _same(file, place):
                name = "standard input" if file == _STDIN else file
                raise SettingError(f"--out {order.out} would be written over {name}, which is read: name another file.")


def _inputs_of(order: Order) -> Iterator[Path]:
    for path in order.paths:
        yield from [_STDIN] if path == "-" else files(path)


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError, ValueError):
        return one.samefile(other)
    return False


def _unfinished(order: Order, tally: Tally) -> str:
    """Say where the results are of a run that came to no end; nothing where they are where they belong."""
    if order.out is None or not tally.articles or (part := export.part_of(order.out)) == order.out:
        return ""
    return f" to {part}; {order.out} is {'left as it was' if order.out.exists() else 'written by a whole run only'}"


async def _extract(order: Order, settings: Settings, add: Callable[[ArticleResult], None], tally: Tally) -> None:
    async with Extractor(settings) as extractor:
        progress = terminal.Progress(lambda: _line(tally, extractor))
        if extractor.engine == "llm":
            say(_cache_note(settings))
            progress.show()
        try:
            await _all(_inputs(order, settings), extractor, partial(_take, add=add, tally=tally), progress)
        except BrokenPipeError:
            raise
        except ExtractorError as error:
            _stop(str(error), tally)
        except Exception as error:  # what is written so far stays, and a person reads no traceback
            if os.environ.get("EXTRACTOR_DEBUG"):
                raise
            _stop(unforeseen(error), tally)
        finally:
            progress.hide()
        if tally.articles:
            say(tally.summary(extractor.paid if extractor.engine == "llm" else None))
        if tally.stopped:
            raise _Stopped


async def _all(
    inputs: Iterable[Article | Unreadable],
    extractor: Extractor,
    take: Callable[[ArticleResult | Unreadable], None],
    progress: terminal.Progress,
) -> None:
    async with aclosing(extract_many(inputs, extractor)) as results:  # type: ignore[type-var]
        async for item in results:
            progress.hide()
            take(item)
            progress.show()


def _take(item: ArticleResult | Unreadable, add: Callable[[ArticleResult], None], tally: Tally) -> None:
    if isinstance(item, Unreadable):
        tally.unreadable += 1
        say(item.reason)
    else:
        add(item)
        tally.add(item)


def _stop(why: str, tally: Tally) -> None:
    tally.stopped = True
    say(why)


def _inputs(order: Order, settings: Settings) -> Iterator[Article | Unreadable]:
    left = order.limit
    for item in read(order.paths, published=order.published, max_characters=settings.max_characters):
        yield item
        if left is not None and isinstance(item, Article):
            left -= 1
            if not left:
                return


def _form(order: Order) -> export.Form | export.FileForm:
    match order.format or export.format_of(order.out):
        case export.Format.html:
            return export.Form(highlight.section, highlight.OPENING, "", highlight.CLOSING)
        case export.Format.table:
            width = terminal.PLAIN_WIDTH if order.out else terminal.width()
            colour = order.out is None and terminal.has_colour()
            return export.Form(partial(report.table, width=width, colour=colour), "", "\n\n")
        case other:
            return export.form_of(other)


def _cache_note(settings: Settings) -> str:
    if settings.cache is None:
        return "The cache is off: every answer is asked for and paid for."
    if settings.offline:
        return f"Offline: answers come from {settings.cache} only."
    if settings.refresh:
        return f"Every answer is asked for again and kept in {settings.cache}."
    return f"Answers are kept in {settings.cache} and not paid for twice (--no-cache turns that off)."


def _line(tally: Tally, extractor: Extractor) -> str:
    asked = f", paid: {wording.cost(extractor.paid)}" if extractor.engine == "llm" else ""
    return f"{wording.counted(tally.articles, 'article')} done{asked}"
