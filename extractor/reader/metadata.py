"""What an input says about its article: the prefix of a plain text, the keys of a JSON object, and the language.

Functions here take the input's ``name`` for their messages and raise ``InputError``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from extractor.errors import InputError, SettingError

_KEYS: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "text": ("text", "maintext"),
    "title": ("title",),
    "published": ("published", "date", "published_at", "publish_date", "date_publish"),
    "publisher": ("publisher",),
    "byline": ("byline", "author", "authors"),
    "url": ("url",),
    "language": ("language",),
}
"""An article's fields, and the keys of a JSON object that give them; the first that is there counts."""

KEYS = frozenset(key for keys in _KEYS.values() for key in keys)
"""Every key that is read: of a JSON object, or as the name of a column."""

_LINE_END = r"(?:\r\n|\r|\n|\Z)"
_DATE_WORDS = re.compile(
    rf"[ \t]*date[ \t]+(?P<value>\d+[-/.]\d+[-/.]\d+\S*)(?:(?P<end>[ \t]*{_LINE_END})|[ \t]+)", re.IGNORECASE
)
_LINE = re.compile(
    rf"[ \t]*(id|date|published|title|byline|publisher|url|language)[ \t]*:([^\r\n]*){_LINE_END}", re.IGNORECASE
)
_MOST_LINES = 10
_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n)")


def text_fields(text: str, name: str) -> dict[str, Any]:
    """Take the metadata off the beginning of a plain text.

    Lines such as "title: …" are metadata only where one of them names the date: a text may well begin with a title.

    Returns:
        ``text``, as it was from the end of the metadata on, and the fields named before it.
    """
    fields: dict[str, Any] = {}
    start = 0
    if opening := _DATE_WORDS.match(text):
        fields, start = {"published": day(opening["value"], name)}, opening.end()
        if opening["end"] is None:
            return fields | {"text": text[start:]}
    while (line := _LINE.match(text, start)) and len(fields) < _MOST_LINES:
        key, value = line[1].lower(), line[2].strip() or None
        dated = key in ("date", "published")
        fields["published" if dated else key] = day(value, name) if dated else _id(value) if key == "id" else value
        start = line.end()
    if "published" not in fields:
        return {"text": text}
    blank = _BLANK_LINE.match(text, start)
    return fields | {"text": text[blank.end() if blank else start :]}


def record_fields(value: object, name: str) -> dict[str, Any]:
    """Read the fields of an article out of a JSON value.

    Keys that are no field of an article are passed over, and so is metadata of another shape than text; but a text
    or a date that is none is an error.
    """
    if not isinstance(value, dict):
        raise InputError(f'{name} is no JSON object; write each article as an object with its "text".')
    given = {field: _first(value, keys) for field, keys in _KEYS.items()}
    if not isinstance(given["text"], str):
        raise InputError(f'{name} has no text; give the article\'s words as a string under the key "text".')
    fields = {field: _words(item) for field, item in given.items()}
    return {**fields, "text": given["text"], "id": _id(given["id"]), "published": day(given["published"], name)}


def _first(value: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((value[key] for key in keys if value.get(key) not in (None, "", [])), value.get(keys[0]))


def _words(item: object) -> str | None:
    if isinstance(item, list) and all(isinstance(part, str) for part in item):
        return ", ".join(item)
    return item if isinstance(item, str) and item.strip() else None


def _id(item: object) -> str:
    return str(item) if isinstance(item, str | int) and not isinstance(item, bool) else ""


def day(value: object, name: str) -> date | None:
    """Read a day as ISO 8601 writes it; of a date-time, the day as written. None and the empty string are no date."""
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(value.strip() if isinstance(value, str) else "").date()
    except ValueError:
        shown = repr(value if len(str(value)) <= 40 else f"{str(value)[:40]}…")
        raise InputError(f"{name} names the date {shown}, which is none; write it as YYYY-MM-DD.") from None


def given_day(published: date | str | None) -> date | None:
    """Read the day of publication that a caller gives: a date, a date-time (its day), or either in ISO 8601.

    Raises:
        SettingError: It is no date.
    """
    if published is None or (isinstance(published, date) and not isinstance(published, datetime)):
        return published
    try:
        return (published if isinstance(published, datetime) else datetime.fromisoformat(published.strip())).date()
    except (AttributeError, TypeError, ValueError):
        raise SettingError(
            f"{published!r} is no date: give the day of publication as a date, or as YYYY-MM-DD."
        ) from None


_LETTERS = 40
"""Fewer letters than these do not tell their language."""
_SAMPLE = 5000
_ENGLISH = frozenset(("the", "and", "that", "with", "from"))
_MARGIN = 0.25
"""How much better than as English a text must score as another language (scores lie in [0, 1])."""


def language(declared: object, text: str) -> str:
    """Return the ISO 639-1 code of a text's language: the declared one, else what the text tells, else ``en``.

    The detector is the n-gram model of ELD. A foreign language must be clear: names and numbers alone, which score
    low in every language, leave a text English.
    """
    if isinstance(declared, str) and (code := re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_]\w+)*\s*", declared)):
        return code[1].lower()
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LETTERS or _plainly_english(sample):
        return "en"
    found = _detector().detect(sample)
    scores: dict[str, float] = found.scores()
    clear = found.is_reliable() and scores[found.language] - scores.get("en", 0.0) >= _MARGIN
    return str(found.language) if clear else "en"


def _plainly_english(sample: str) -> bool:
    """Whether every 25th word or more is one that only English has; spares the detector's load time."""
    found = re.findall(r"\w+", sample.lower())
    return sum(word in _ENGLISH for word in found) * 25 >= max(len(found), 1)


@lru_cache(maxsize=1)
def _detector() -> Any:
    from eld import LanguageDetector  # late: its model takes 0.1 s to load

    return LanguageDetector()
