"""SQLite: results as rows of the tables, in one new file."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import SettingError
from extractor.export.cells import Row, fit, joined, other, packed, place, quantity, source, time, words
from extractor.export.formats import Add
from extractor.export.tables import APPLICATION_ID, TABLES, VERSION

if TYPE_CHECKING:
    from sqlite3 import Connection

    from extractor.schema import ArticleResult, Claim, Provenance

BATCH = 100
"""Articles that are written in one transaction."""


def sqlite() -> Any:
    """The library that writes SQLite.

    Raises:
        SettingError: It lacks full-text search.
    """
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as probe:
        try:
            probe.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
        except sqlite3.OperationalError:
            raise SettingError(
                "This Python's SQLite has no full-text search (FTS5): use another Python, or write --format parquet."
            ) from None
    return sqlite3


@contextmanager
def opened(file: Path) -> Iterator[Add]:
    """Open a new database; yields the function that adds one article's result.

    Nothing else may read it meanwhile: a file that is put in its place when it is whole needs no journal on disk.
    """
    import sqlite3

    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            database = _Database(connection)
            try:
                yield database.add
            finally:
                database.finish()
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, f"SQLite says: {error}") from error


class _Database:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._runs: dict[str, int] = {}
        self._articles = count(1)
        self._claims = count(1)
        for name, value in (("journal_mode", "MEMORY"), ("synchronous", "OFF"), ("foreign_keys", "ON")):
            connection.execute(f"PRAGMA {name} = {value}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.executescript(TABLES)
        connection.execute("BEGIN")

    def add(self, result: ArticleResult) -> None:
        """Write one article with all that became of it, or nothing of it."""
        number, run = next(self._articles), self._run(result.provenance)
        self._connection.execute("SAVEPOINT article")
        try:
            self._write({"article_no": number}, run, result)
        except BaseException:
            self._connection.execute("ROLLBACK TO article")
            raise
        self._connection.execute("RELEASE article")
        if number % BATCH == 0:
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN")

    def finish(self) -> None:
        self._connection.execute("INSERT INTO claims_fts (claims_fts) VALUES ('optimize')")
        self._connection.execute("COMMIT")

    def _write(self, article: Row, run: int, result: ArticleResult) -> None:
        self._insert("articles", [{**article, "run_no": run, **_article(result)}])
        for row, claim in zip(_numbered(article, map(_claim, result.claims)), result.claims, strict=True):
            key = {"claim_no": next(self._claims)}
            self._insert("claims", [{**key, **row}])
            links = claim.attribution.chain if claim.attribution else ()
            self._insert("sources", _numbered(key, map(source, links)))
            self._insert("quantities", _numbered(key, map(quantity, claim.quantities)))
            self._insert("times", _numbered(key, map(time, claim.times)))
        self._insert("rejections", _numbered(article, _rejections(result)))
        self._insert("coverage", [{**article, **row} for row in _coverage(result)])

    def _run(self, made: Provenance) -> int:
        """The number of the run that made a result; a new one where it is met first."""
        row = {**dict(made), "parameters": packed(made.parameters)}
        if (name := packed(row)) not in self._runs:
            self._insert("runs", [{"run_no": len(self._runs) + 1, **row}])
            self._runs[name] = len(self._runs) + 1
        return self._runs[name]

    def _insert(self, table: str, rows: list[Row]) -> None:
        if rows:
            names, places = ", ".join(f'"{name}"' for name in rows[0]), ", ".join("?" * len(rows[0]))
            command = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - names of this program
            self._connection.executemany(command, [fit(list(row.values())) for row in rows])


def _numbered(key: Row, rows: Iterable[Row]) -> list[Row]:
    return [{**key, "position": position, **row} for position, row in enumerate(rows, 1)]


def _article(result: ArticleResult) -> Row:
    article = result.article
    names = ("id", "title", "publisher", "byline", "url", "language", "text")
    return {
        **{name: getattr(article, name) for name in names},
        "published": article.published.isoformat() if article.published else None,
        "complete": result.complete,
        **dict(result.usage),
        "warnings": packed(result.warnings),
    }


def _claim(claim: Claim) -> Row:
    said = claim.attribution
    alike = ("id", "statement", "alignment", "kind", "modality", "polarity", "checkable", "engine")
    return {
        **{name: getattr(claim, name) for name in alike},
        "subject": words(claim.subject),
        "evidence": joined(claim.evidence),
        "char_start": min(span.start for span in claim.evidence),
        "char_end": max(span.end for span in claim.evidence),
        "directness": said.directness if said else None,
        "spans": packed([place(span) for span in claim.evidence]),
        "content": packed([place(span) for span in said.content] if said else []),
        "context": packed([{**place(added.span), "added": added.text} for added in claim.context]),
        "hedges": packed([{**place(hedge.span), "by": hedge.by} for hedge in claim.hedges]),
        "flags": packed(claim.flags),
        "alternatives": packed([other(reading) for reading in claim.alternatives]),
    }


def _rejections(result: ArticleResult) -> Iterator[Row]:
    for rejection in result.rejections:
        yield {
            "sentences": packed(rejection.sentences),
            "draft": packed(rejection.draft),
            "reason": rejection.reason,
            "detail": rejection.detail,
        }


def _coverage(result: ArticleResult) -> Iterator[Row]:
    for sentence in result.coverage:
        span = result.sentences[sentence.sentence - 1]
        yield {**dict(sentence), "char_start": span.start, "char_end": span.end}
