"""A fixture to be filled in: the article, and a gold file with its sentences as comments and nothing decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from evals.dataset import DatasetError
from extractor import extract, read
from extractor.schema import Article

_HEAD = """published: {published}
language: {language}
annotators: []
exhaustive: true
tags: []
split: dev

# One claim in full stands in evals/ANNOTATION.md. split is dev, or test for what nobody looks at who changes an engine.
claims:
"""
_TAIL = """  # - id: c1
  #   evidence: [words of the article, verbatim]
  #   statement: "One self-contained sentence."
  #   subject: words
  #   kind: event
  #   attribution: null
  #   modality: certain
  #   polarity: positive
  #   hedges: []
  #   quantities: []
  #   times: []
  #   checkable: true

# forbidden:
  # - {evidence: ["words"], statement: "What the article does not say.", why: a bound is dropped}
"""


def begin(source: Path, folder: Path, published: date | None = None) -> Path:
    """Write a new fixture for an article; no claim is suggested, since labels must be independent of any engine.

    Args:
        source: The article's file; a page stays a page.
        folder: The new fixture's folder, which must not hold gold yet.
        published: Day of publication, where the file tells none.

    Raises:
        DatasetError: The article cannot be read, or the folder is labelled already.
    """
    article = next(read([source], published=published))
    if not isinstance(article, Article):
        raise DatasetError(article.reason)
    gold = folder / "gold.yaml"
    if gold.exists():
        raise DatasetError(f"{gold} is there already; name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    suffix = ".html" if source.suffix.lower() in (".html", ".htm") else ".txt"
    (folder / f"article{suffix}").write_bytes(source.read_bytes())
    head = _HEAD.format(published=article.published or "null", language=article.language)
    gold.write_text(head + "".join(_comments(article)) + _TAIL, encoding="utf-8")
    return gold


def _comments(article: Article) -> list[str]:
    sentences = extract(article, model="rules").sentences
    return [f"  # {number}. {' '.join(span.text.split())}\n" for number, span in enumerate(sentences, 1)]
