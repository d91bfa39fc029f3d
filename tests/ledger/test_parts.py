"""The parts of agreement one by one: sources, days, bounds, words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractor.ledger.bounds import exclude_each_other
from extractor.ledger.linking import groups
from extractor.ledger.meanings import meaning
from extractor.ledger.speakers import Speaker, same_speaker
from extractor.ledger.stories import stories
from extractor.ledger.times import When, compatible


def _person(name: str, role: str = "") -> Speaker:
    return Speaker(name, tuple(name.lower().split()), frozenset(role.split()), kind="person")


def _body(words: str) -> Speaker:
    role = words.split()
    return Speaker(words, (), frozenset(role), role[-1], "organization")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (_person("Ilse Brandt"), _person("Ilse Brandt", "mayor"), True),
        (_person("Ilse Brandt", "mayor"), _person("Brandt", "mayor"), True),
        (_person("John Kirby"), _person("John F Kirby"), True),
        (_person("J Kirby"), _person("John Kirby"), True),
        (_person("Corvane Mining"), _person("Corvane"), True),
        (_person("Ilse Brandt"), _person("Jonas Brandt"), False),
        (_person("Ilse Brandt", "mayor"), _person("Brandt", "striker"), False),
        (_person("Corvane Mining"), _person("Corvane Stone"), False),
        (_person("Ilse Brandt"), _person("Ilse"), True),
        (_person("Brandt"), _body("council"), False),
        (_body("health ministry"), _body("ministry"), True),
        (_body("health ministry"), _body("interior ministry"), False),
        (_body("ministry spokesman"), _body("ministry"), False),
        (Speaker(), Speaker(), True),
        (Speaker(), _body("ministry"), False),
        (Speaker("it", kind="organization"), Speaker("it", kind="organization"), False),
    ],
)
def test_who_is_the_same(one: Speaker, other: Speaker, same: bool) -> None:
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same


def _on(day: str, end: str | None = None, relation: str = "at") -> When:
    return When(frozenset([(relation, day, end or day)]))


MAY = date(2024, 5, 8)


@pytest.mark.parametrize(
    ("one", "other", "can_be"),
    [
        (_on("2024-05-06"), _on("2024-05-06"), True),
        (_on("2024-05-06"), _on("2024-05-07"), False),
        (_on("2024-05-06"), _on("2024-05-06T09:00"), True),
        (_on("2024-05-06T10:00"), _on("2024-05-06T09:00"), False),
        (_on("2024-05-06"), _on("2024-05-01", "2024-05-31"), False),
        (_on("2024-05-06"), When(), True),
        (_on("2024-04-06"), When(), False),
        (_on("2024-04-01", "2024-04-30"), When(), False),
        (When(loose=frozenset(["before noon"])), When(), True),
        (When(loose=frozenset(["before noon"])), When(loose=frozenset(["after noon"])), False),
        (When(loose=frozenset(["the next day"])), _on("2024-05-06"), False),
        (When(spans=frozenset([("P2D", None, None, None)])), When(), False),
        (When(), When(), True),
    ],
)
def test_when_two_claims_can_be_of_one_time(one: When, other: When, can_be: bool) -> None:
    assert compatible(one, other, MAY, MAY) is can_be
    assert compatible(other, one, MAY, MAY) is can_be


def test_claims_without_a_day_hold_for_a_fortnight() -> None:
    assert compatible(When(), When(), MAY, date(2024, 5, 22))
    assert not compatible(When(), When(), MAY, date(2024, 5, 23))
    assert compatible(When(), When(), MAY, None)


def _figure(comparator: str, value: int | None, low: int | None = None, high: int | None = None) -> tuple[object, ...]:
    return *(None if end is None else Decimal(end) for end in (value, low, high)), comparator


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        (_figure("exactly", 12), _figure("exactly", 15), True),
        (_figure("at_least", 12, 12), _figure("exactly", 15), False),
        (_figure("at_least", 12, 12), _figure("exactly", 11), True),
        (_figure("more_than", 12, 12), _figure("exactly", 12), True),
        (_figure("at_least", 12, 12), _figure("at_most", 12), False),
        (_figure("less_than", 12), _figure("at_least", 12), True),
        (_figure("about", 100), _figure("exactly", 95), False),
        (_figure("about", 100), _figure("exactly", 15), True),
        (_figure("nearly", 100), _figure("exactly", 100), True),
        (_figure("between", None, 5, 7), _figure("exactly", 6), False),
        (_figure("between", None, 5, 7), _figure("more_than", 7), True),
        (_figure("between", None, None, None), _figure("exactly", 6), False),
    ],
)
def test_which_figures_exclude_each_other(one: tuple[object, ...], other: tuple[object, ...], excluded: bool) -> None:
    assert exclude_each_other(one, other) is excluded
    assert exclude_each_other(other, one) is excluded


@pytest.mark.parametrize("words", ["died dead killed", "rose increased climbing", "mines mine", "closed close shut"])
def test_words_that_say_the_same(words: str) -> None:
    assert len({meaning(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words", ["import important", "police policy", "ship boat", "rise fall", "buy sell", "lives died"]
)
def test_words_that_do_not(words: str) -> None:
    one, other = map(meaning, words.split())

    assert one != other


def test_a_group_holds_nothing_that_is_excluded() -> None:
    apart = {frozenset((0, 3))}
    found = groups(4, [(0, 1), (1, 2), (2, 3)], lambda one, other: frozenset((one, other)) in apart)

    assert found == [[0, 1, 2], [3]]


def test_what_lies_between_two_that_exclude_each_other_joins_neither() -> None:
    found = groups(3, [(0, 1), (1, 2)], lambda one, other: {one, other} == {0, 2})

    assert found == [[0], [1], [2]]


def test_a_story_of_any_size_is_one() -> None:
    orrin, vail = {"orrin": 0.8, "ilse brandt": 0.6}, {"vail": 1.0}
    found = stories([orrin] * 1500 + [vail], range(1501))

    assert set(found) == {0, 1500}
