"""What a ledger holds. Records are frozen and closed, like those of ``extractor.schema``."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from extractor.schema import Change, Comparator, Number, Polarity, Record


class Origin(Record):
    """Articles that are one text: a wire report and its copies."""

    id: str = Field(description="The id of its earliest article.")
    articles: tuple[str, ...] = Field(description="Ids, the earliest first.")
    published: date | None = Field(None, description="The earliest day of publication.")


class Reference(Record):
    """One claim of one article, where it can be looked up."""

    article: str
    claim: str
    origin: str
    published: date | None = None
    evidence: str = Field(description="The article's words, in one line; pieces that stand apart are parted by ' … '.")


class Amount(Record):
    """A number with its bound, unit and direction, and what is counted out of what, in the earliest article's words."""

    words: str = Field(description='Bound, number and unit: "at least 12".')
    value: Number | None = Field(description="Null only for between.")
    low: Number | None = None
    high: Number | None = None
    comparator: Comparator
    unit: str | None = None
    change: Change = "level"
    measure: str | None = None
    base: str | None = None


class Entry(Record):
    """One proposition of one source, in however many articles."""

    id: str = Field(description="Hash of its claims' ids: the same for the same claims.")
    statement: str = Field(description="The one that most of its claims have, else the earliest.")
    source: str | None = Field(description="The first link's fullest name, else its words; null: articles' own voice.")
    polarity: Polarity
    denied: bool = Field(False, description="The source denies the statement, which reads as if it were so.")
    amounts: tuple[Amount, ...] = ()
    references: tuple[Reference, ...] = Field(min_length=1, description="The earliest first.")
    articles: int = Field(ge=1)
    origins: int = Field(ge=1, description="Wire copies count once.")
    first: date | None = Field(None, description="Earliest day of publication.")
    last: date | None = None
    also: tuple[str, ...] = Field((), description="Ids of entries that say the same, of other sources.")


class Figure(Record):
    """One figure among those that differ, and who gives it."""

    amount: Amount
    entries: tuple[str, ...] = Field(min_length=1, description="Ids of the entries that give it.")
    sources: tuple[str | None, ...] = Field(description="Of each entry; null: articles' own voice.")
    articles: int = Field(ge=1)
    origins: int = Field(ge=1)
    first: date | None = None
    last: date | None = None
    revises: bool = Field(False, description="A source of it gave another figure of this conflict on an earlier day.")


class Conflict(Record):
    """Different figures for one thing, side by side."""

    id: str
    about: str = Field(description="The statement of the earliest figure.")
    relation: Literal["contradictory", "compatible"] = Field(
        description="contradictory: two figures exclude each other; compatible: one number can meet all their bounds."
    )
    figures: tuple[Figure, ...] = Field(min_length=2, description="The earliest first.")


class Ledger(Record):
    """What many articles say."""

    articles: int
    claims: int
    origins: tuple[Origin, ...] = Field(description="The earliest first.")
    entries: tuple[Entry, ...] = Field(description="Those of most origins first.")
    conflicts: tuple[Conflict, ...] = Field(description="Those of most origins first.")
