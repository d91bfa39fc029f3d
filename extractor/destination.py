"""Where results go as they come: a stream in input order, or a file that a later run can go on with."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

from extractor import export
from extractor.journal import Journal
from extractor.schema import Article, ArticleResult, Provenance
from extractor.tally import Counts
from extractor.workers import Line

Made = ArticleResult | Line
"""What reading an article gives: a result, or one from another process, already in JSON."""


class Stream:
    """Standard output, a pipe or a device: nothing is kept, so results are told in input order."""

    in_order = True
    left = 0

    def __init__(self, out: Path | None, form: export.Form | export.FileForm) -> None:
        """Open the place.

        Raises:
            SettingError: It cannot be written, or the format needs a file.
        """
        self._opened = ExitStack()
        self._add = self._opened.enter_context(export.results_to(out, form))

    def before(self, article: Article, place: int) -> Counts | None:
        """Nothing was made before."""
        return None

    def take(self, place: int, made: Made) -> Counts:
        """Write one result."""
        if isinstance(made, Line):
            self._add(ArticleResult.model_validate(json.loads(made.text)))
            return made.counts
        self._add(made)
        return Counts.of(made)

    def finish(self) -> None:
        """Write what closes the whole."""
        self._opened.close()

    def close(self) -> None:
        """Write what closes a run that was stopped."""
        self._opened.close()


class File:
    """A regular file: results are on disk as soon as they are there, and the file is made of them at the end."""

    in_order = False

    def __init__(self, out: Path, form: export.Form | export.FileForm, provenance: Provenance) -> None:
        """Take hold of what an earlier run left.

        Raises:
            SettingError: Another process writes the file, the place cannot be written, or a library is missing.
        """
        if isinstance(form, export.FileForm):
            form.needed()
        self._form = form
        self._journal = Journal.open(out, provenance)

    @property
    def left(self) -> int:
        """Results in the unfinished file that are of other inputs; known once all is finished."""
        return self._journal.left

    def before(self, article: Article, place: int) -> Counts | None:
        """What an earlier run made of this article, in numbers; None where it is still to be read."""
        return self._journal.before(article, place)

    def take(self, place: int, made: Made) -> Counts:
        """Write one result down."""
        if isinstance(made, Line):
            self._journal.add(place, made.article_id, made.text)
            return made.counts
        self._journal.add(place, made.article.id, export.as_json(made))
        return Counts.of(made)

    def finish(self) -> None:
        """Make the file that is asked for."""
        if self._form is export.LINES:
            self._journal.finish()
            return
        with export.results_to(self._journal.out, self._form) as add:
            for result in self._journal.results():
                add(result)
        self._journal.discard()

    def close(self) -> None:
        """Let go of what is there, for a later run."""
        self._journal.close()


Destination = Stream | File
