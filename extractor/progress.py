"""What a person is told while a run goes on, and at its end: how much is done, how fast, what it cost, what is left."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from extractor import terminal, wording
from extractor.pipeline import Extractor
from extractor.reader import count
from extractor.schema import Usage
from extractor.tally import Tally

_EVERY = 30.0
"""Seconds between two lines where no terminal shows a moving one."""


class Telling:
    """Tells of one run; a context manager. A moving line on a terminal, else a plain one now and then."""

    def __init__(self, tally: Tally, extractor: Extractor, paths: Sequence[str], limit: int | None) -> None:
        self._tally = tally
        self._extractor = extractor
        self._paths = paths
        self._limit = limit
        self._total: int | None = None
        self._begun = time.monotonic()
        self._over = threading.Event()
        self._moving = terminal.Progress(self.line)

    def __enter__(self) -> Self:
        if not self._moving.is_shown:
            threading.Thread(target=self._now_and_then, name="extractor-progress", daemon=True).start()
        self.show()
        threading.Thread(target=self._count, name="extractor-count", daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self.hide()

    def show(self) -> None:
        """Show the moving line, where a terminal can."""
        self._moving.show()

    def hide(self) -> None:
        """Take it away, so that something else can be written."""
        self._moving.hide()

    def line(self) -> str:
        """The run so far in one line."""
        done, total = self._tally.articles, self._total
        of = f" of about {total:,}" if total is not None and total > done else ""
        parts = [f"{done:,}{of} {'article' if done == 1 and not of else 'articles'} done"]
        if rate := self._rate():
            parts.append(f"{_short(rate)}/s")
            if of and total is not None:
                parts.append(f"about {_length((total - done) / rate)} left")
        if self._tally.failed:
            parts.append(f"{wording.counted(self._tally.failed, 'sentence')} failed")
        if self._tally.unreadable:
            parts.append(f"{wording.counted(self._tally.unreadable, 'input')} unreadable")
        return ", ".join(parts) + (f"; paid: {self._paid()}" if self._asks() else "")

    def summary(self) -> str:
        """What came of the run, in one line."""
        parts = [self._tally.summary()]
        if self._asks():
            parts.append(f"paid: {self._paid()}")
            parts.append(f"replayed: {wording.cost(_less(self._tally.usage, self._extractor.paid))}")
            if retries := self._extractor.retries:
                parts.append(f"{wording.counted(retries, 'request')} sent again")
        rate = self._rate()
        parts.append(f"{_length(time.monotonic() - self._begun)}{f', {_short(rate)} articles/s' if rate else ''}")
        return "; ".join(parts) + "."

    def _asks(self) -> bool:
        return self._extractor.engine == "llm" or self._extractor.verifier is not None

    def _paid(self) -> str:
        budget = self._extractor.budget
        words = wording.cost(self._extractor.paid)
        if budget.unpriced:
            return f"{words}, price of {', '.join(sorted(budget.unpriced))} unknown"
        return f"{words}, {wording.dollars(budget.spent)}" if self._extractor.paid.requests else words

    def _rate(self) -> float:
        elapsed = time.monotonic() - self._begun
        return (self._tally.articles - self._tally.before) / elapsed if elapsed > 0 else 0.0

    def _now_and_then(self) -> None:
        while not self._over.wait(_EVERY):
            terminal.say(f"{self.line()}.")

    def _count(self) -> None:
        total = count(self._paths)
        self._total = total if total is None or self._limit is None else min(total, self._limit)


def _less(all_of_it: Usage, paid: Usage) -> Usage:
    """What of a cost was not paid now; an article that was not finished was paid for and is in no result."""
    return Usage(**{name: max(0, getattr(all_of_it, name) - getattr(paid, name)) for name in Usage.model_fields})


def _short(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.2g}"


def _length(seconds: float) -> str:
    """A length of time in its two largest units: "2 h 5 min", "40 s"."""
    if seconds < 60:
        return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
