"""News articles made up from parts: any number of them, the same ones for a seed, and no sentence twice.

Names, places, offices and figures are drawn from syllables and ranges, sentences from shapes that news has: quotations,
reported speech, figures with bounds, dates, plain narrative. Article *n* of a seed does not depend on those before it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from extractor import Article

_FIRST = (
    "Ada Bram Carla Dario Elin Femke Goran Hilde Ivo Jonna Karim Lotte Milan Nadia Odd Petra Quentin Rosa Sven Tilda"
)
_ONSETS = "B Br D Dr F G Gr H J K Kr L M N P R S St T V"
_NUCLEI = "a e i o u au ei"
_CODAS = "nd rk lm st ss ngen mer var den lund berg rich tz nas"
_PLACES = "wick ford haven mouth stad burg holm vik field bridge"
_OFFICES = "Mayor Governor Councillor Professor Inspector Minister Captain Judge"
_BODIES = (
    "council|port authority|water board|health office|transport ministry|labour union|chamber of trade|fire service"
)
_THINGS = (
    "harbour|tram line|reservoir|market hall|steel plant|ferry terminal|school building|power station|coastal road"
)
_GOODS = "passengers|households|apprentices|vehicles|letters|tonnes of grain|hospital beds|residents|parcels|visitors"
_DEEDS = "was closed|was rebuilt|lost its licence|was sold|reopened|was flooded|ran out of fuel|was inspected"
_PLANS = "will be widened|will move to the east bank|will need a new roof|will be put up for auction|will stay open"
_VERBS = "said|announced|warned|added|estimated|told reporters"
_BOUNDS = "about|more than|at least|fewer than|up to|nearly"
_MONTHS = "January February March April June July August September October November December"
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


class _Parts:
    """Words of one article; each draw is a new one."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self.day = date(2021, 1, 1) + timedelta(days=self._random.randrange(1_800))

    def one(self, words: str) -> str:
        return self._random.choice(words.split("|") if "|" in words else words.split())

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def sentence(self) -> str:
        return self._random.choice(_SHAPES)(self)

    def number(self, low: int = 2, high: int = 99_999) -> str:
        return f"{self._random.randint(low, high):,}"

    def surname(self) -> str:
        return "".join(self.one(kind) for kind in (_ONSETS, _NUCLEI, _CODAS))

    def place(self) -> str:
        return "".join(self.one(kind) for kind in (_ONSETS, _NUCLEI, _CODAS, _PLACES))

    def person(self) -> str:
        return f"{self.one(_FIRST)} {self.surname()}"

    def thing(self) -> str:
        return f"the {self.one(_THINGS)} of {self.place()}"

    def body(self) -> str:
        return f"the {self.place()} {self.one(_BODIES)}"

    def dated(self) -> str:
        return f"{self._random.randint(1, 28)} {self.one(_MONTHS)} {self._random.randint(1990, 2020)}"

    def count(self) -> str:
        return f"{self.one(_BOUNDS)} {self.number()} {self.one(_GOODS)}"

    def share(self) -> str:
        return f"{self._random.randint(10, 999) / 10} percent"

    def weekday(self) -> str:
        return self.one(_WEEKDAYS)


_SHAPES: tuple[Callable[[_Parts], str], ...] = (
    lambda p: f"“{_capital(p.thing())} {p.one(_PLANS)},” {p.person()} {p.one('said|added')}.",
    lambda p: f"“We counted {p.count()} in {p.place()},” said {p.one(_OFFICES)} {p.surname()}.",
    lambda p: f"{p.one(_OFFICES)} {p.surname()} {p.one('said|announced|warned')} that {p.thing()} {p.one(_PLANS)}.",
    lambda p: f"{_capital(p.body())} {p.one('estimated|reported')} that {p.count()} left {p.place()}.",
    lambda p: f"According to {p.body()}, {p.thing()} {p.one(_DEEDS)} on {p.dated()}.",
    lambda p: f"{p.person()} told reporters that {p.body()} owed {p.number()} euros to {p.place()}.",
    lambda p: f"Output at {p.thing()} rose by {p.share()} to {p.number()} tonnes.",
    lambda p: f"{_capital(p.thing())} {p.one(_DEEDS)} on {p.dated()}.",
    lambda p: f"{p.count().capitalize()} crossed {p.place()} between {p.number(2, 9)} and {p.number(10, 23)} August.",
    lambda p: f"{p.person()}, {p.number(21, 88)}, moved from {p.place()} to {p.place()} on {p.weekday()}.",
    lambda p: f"The repair of {p.thing()} cost ${p.number()} and took {p.number(2, 40)} weeks.",
    lambda p: f"{p.person()} and {p.person()} met {p.one(_OFFICES)} {p.surname()} near {p.thing()}.",
    lambda p: f"Unemployment in {p.place()} fell from {p.share()} to {p.share()} in {p.one(_MONTHS)}.",
    lambda p: f"{_capital(p.body())} has run {p.thing()} since {p.dated()}.",
)


def articles(count: int, characters: int, seed: object = 0) -> Iterator[Article]:
    """Yield articles.

    Args:
        count: How many.
        characters: Length of each text at least; the last sentence is ended.
        seed: What tells one set of articles from another.
    """
    return (article(number, characters, seed) for number in range(count))


def article(number: int, characters: int, seed: object = 0) -> Article:
    """Return one article of a set."""
    parts = _Parts(f"{seed}/{number}")
    text = parts.sentence()
    while len(text) < characters:
        text += ("\n\n" if parts.chance(0.3) else " ") + parts.sentence()
    return Article(id=f"made-{seed}-{number}", text=text, published=parts.day)


def write(path: Path, made: Iterable[Article]) -> None:
    """Write articles as JSON Lines, one at a time."""
    with path.open("w", encoding="utf-8") as lines:
        for each in made:
            lines.write(json.dumps(each.model_dump(mode="json", exclude_none=True), ensure_ascii=False) + "\n")


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
