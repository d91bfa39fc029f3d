"""What holds for every quantity and every string: numbers read back, spans stay, nothing raises, time is linear."""

import sys
import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.literals import quantities
from extractor.literals.quantities import QuantityReading

SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"))
BOUNDS = {
    "about": "about", "nearly": "nearly", "more than": "more_than", "at least": "at_least", "fewer than": "less_than",
    "up to": "at_most", "no fewer than": "at_least", "as many as": "at_most", "well over": "more_than",
}  # fmt: skip


def below_hundred(number: int, joint: str) -> str:
    if number < 20:
        return SMALL[number]
    return TENS[number // 10 - 2] + (joint + SMALL[number % 10] if number % 10 else "")


def spelt(number: int, joint: str = "-", link: str = " and ") -> str:
    """A number in English words."""
    parts = []
    for scale, name in SCALES:
        if number >= scale:
            parts.append(f"{spelt(number // scale, joint, link)} {name}")
            number %= scale
    if number >= 100:
        rest = f"{link}{below_hundred(number % 100, joint)}" if number % 100 else ""
        parts.append(f"{SMALL[number // 100]} hundred{rest}")
    elif number:
        parts.append(below_hundred(number, joint))
    return " ".join(parts)


FORMS: list[Callable[[int], str]] = [
    str,
    lambda n: f"{n:,}",
    lambda n: f"{n:,}".replace(",", "\u202f"),
    lambda n: f"{n:,}".replace(",", "\u00a0"),
    spelt,
    lambda n: spelt(n, joint=" "),
    lambda n: spelt(n, link=" "),
    lambda n: spelt(n).capitalize(),
    lambda n: f"{Decimal(n) / 1000} thousand",
    lambda n: f"{Decimal(n) / 10**6} million",
    lambda n: f"{n / Decimal(10**9):f}bn",
]


@given(st.integers(1, 10**12 - 1), st.sampled_from(FORMS))
def test_a_number_reads_back_from_every_form(number: int, form: Callable[[int], str]) -> None:
    reading = quantities.read(form(number))
    assert reading is not None, form(number)
    assert reading.value == number
    assert reading.comparator == "exactly"
    assert reading.unit is None


NO_YEARS = st.integers(1, 10**9).filter(lambda number: not 1000 <= number <= 2999)
"""A bare number of four digits may be a year, which is for the dates to say."""


@given(NO_YEARS, st.sampled_from(FORMS), st.sampled_from(sorted(BOUNDS)))
def test_a_number_reads_back_with_its_bound(number: int, form: Callable[[int], str], bound: str) -> None:
    words = f"{bound} {form(number)}"
    found = quantities.find(f"They counted {words} geese.")
    assert [(each.start, each.end) for each in found] == [(13, 13 + len(words))]
    assert found[0].value == number
    assert found[0].comparator == BOUNDS[bound]


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["between {} and {}", "from {} to {}", "{}–{}"]))
def test_a_range_reads_back(one: int, other: int, form: str) -> None:
    low, high = sorted((one, other + 10**6))
    reading = quantities.read(form.format(f"{low:,}", f"{high:,}"))
    assert reading is not None
    assert (reading.value, reading.comparator) == (None, "between")
    assert reading.low == low
    assert reading.high == high


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["${}.{:02}", "{}.{:02} dollars", "US${}.{:02}"]))
def test_money_reads_back(whole: int, cents: int, form: str) -> None:
    reading = quantities.read(form.format(f"{whole:,}", cents))
    assert reading is not None
    assert (reading.value, reading.unit) == (whole + Decimal(cents) / 100, "USD")


@given(st.integers(1, 10**9), st.sampled_from(["A ${} loan was agreed.", "The Series A ${} round closed."]))
def test_an_article_before_a_sign_is_no_country(number: int, carrier: str) -> None:
    found = quantities.find(carrier.format(f"{number:,}"))
    assert [(each.value, each.unit) for each in found] == [(Decimal(number), "USD")]


ADJECTIVES = st.sampled_from(["", "new ", "registered ", "Orlanian ", "low-paid ", "very poor ", "high-value "])
NOUNS = st.sampled_from(["users", "homes", "people", "refugees", "shares"])


@given(st.decimals("0.1", 999, places=1), ADJECTIVES, NOUNS)
def test_an_m_before_a_plural_is_a_million_over_adjectives(number: Decimal, adjective: str, noun: str) -> None:
    found = quantities.find(f"They counted {number}m {adjective}{noun} there.")
    assert [(each.value, each.unit) for each in found] == [(number * 10**6, None)]


@given(
    st.integers(1, 999), st.sampled_from(["", " "]), st.sampled_from(["long", "tall", "wide", "high", "deep", "away"])
)
def test_an_m_before_a_dimension_is_a_metre(number: int, space: str, dimension: str) -> None:
    found = quantities.find(f"It is {number}{space}m {dimension}.")
    assert [(each.value, each.unit) for each in found] == [(Decimal(number), "metre")]


@given(NO_YEARS, NO_YEARS, st.sampled_from(["rose", "grew", "fell"]), st.sampled_from(["", "$"]))
def test_by_a_number_to_a_number_is_a_change_and_a_level(one: int, other: int, verb: str, sign: str) -> None:
    found = quantities.find(f"The total {verb} by {sign}{one:,} to {sign}{other:,}.")
    assert [each.value for each in found] == [one, other]
    assert [each.change for each in found] == ["decrease" if verb == "fell" else "increase", "level"]


SENTENCES = st.sampled_from(
    [
        "It hired 40 cooks, about a third of them part-time, for $2 million.",
        "Between 5 and 10 per cent of the 1,200 voters moved.",
        "Nearly two dozen crews lost more than £3.5bn a year.",
        "One in five children ate at least 2½ apples.",
        "Prices rose by 5 percent to Rs 3 crore.",
    ]
)


@given(SENTENCES, st.integers(0, 40), st.sampled_from(["", " It rained.", " Nobody came, he said."]))
def test_a_span_never_moves(sentence: str, shift: int, behind: str) -> None:
    before = "Yes. " * shift
    alone, within = quantities.find(sentence), quantities.find(before + sentence + behind)
    assert [shifted(each, len(before)) for each in alone] == [shifted(each, 0) for each in within]


def shifted(reading: QuantityReading, by: int) -> tuple[object, ...]:
    places = [(reading.start, reading.end), reading.measure, reading.base]
    return (reading.value, reading.low, reading.high, *(place and (place[0] + by, place[1] + by) for place in places))


@given(SENTENCES)
def test_a_span_read_alone_says_the_same(sentence: str) -> None:
    for found in quantities.find(sentence):
        alone = quantities.read(sentence[found.start : found.end])
        assert alone is not None
        assert (alone.value, alone.low, alone.high, alone.unit) == (found.value, found.low, found.high, found.unit)


WORDS = (
    "a an the half of third of - – ' ’ . , / : $ US % 5 10 2,000 2023 1.5 million dozen one five hundred and to from "
    "between more than nearly at least year old per cent in majority killed people + minus m 21 point e ^ x doubled "
    "fifths quarter zero lakh thousand in out feet inches cents dollars MUSD ( ) ~ < = 000 km / h "
    "st or than over plus ½ é İ 😀 ٣ ² ① Ⅷ ௧ ǅ"
)
PIECES = st.sampled_from([*WORDS.split(), "\u00a0", "\u202f", "\u200b", "\ud800"])
STRINGS = st.one_of(st.text(), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join))


@given(STRINGS)
@example("0 BSD0")
def test_any_string_is_read_without_error(sentence: str) -> None:
    quantities.read(sentence)
    at = 0
    for each in quantities.find(sentence):
        assert at <= each.start < each.end <= len(sentence)
        at = each.end
        assert (each.value is None) == (each.comparator == "between")
        assert each.value is None or each.value.is_finite()
        assert each.low is None or each.high is None or each.low <= each.high
        for span in (each.measure, each.base):
            assert span is None or 0 <= span[0] < span[1] <= len(sentence)


HOSTILE = [
    "1", "1-", "1,", "1.", "1 ", "1 000 ", "one ", "one-", "one and ", "five million ", "half of the ", "half a ",
    "between 1 and ", "(", "$", "$ ", "U.S.", "-", "1/", "a hundred ", "1e1", "1^1", "twenty-", "more than 1 and ",
    "more than or equal to ",
    "1 to ", "point one ", "one in ", "km/", "1 km/", "up 1 ", "per ", "½", "minus ", "\u202f1",
    "5 feet 2 ", "Street ", "12 and ", "12, ", "$5-", "the number of 3 to ", "3 pounds of ", "5's ",
    "1 Main ", "A", "a ",
    "1m ", "1 m by ", "by 1 to ", "A $1 ", "1% in ", "1 points to 1% ", "1 cents to $1 ", "5's 1 ",
    " ", "es ", "é", "0", "and a half ",
]  # fmt: skip
SLOWEST = ["1", "1 ", "1 to ", "½", "one ", "one-", "1^1", "a hundred ", "half of the ", "more than 1 and ", "$", "("]


@pytest.fixture
def _no_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times are read elsewhere and have tests of their own."""
    monkeypatch.setattr("extractor.literals.dates.spans", lambda sentence: [])


@pytest.mark.usefixtures("_no_times")
@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_length_of_a_hostile_string(piece: str) -> None:
    short, long = (calls(piece * (length // len(piece))) for length in (1000, 4000))
    assert long < 4.5 * short + 200


def calls(sentence: str) -> int:
    """How many functions finding the quantities of a sentence calls: what its time is made of, on any machine."""
    count = 0

    def tally(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        quantities.find(sentence)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.usefixtures("_no_times")
@pytest.mark.parametrize("piece", SLOWEST)
def test_a_hostile_string_of_a_hundred_thousand_characters_is_read_at_once(piece: str) -> None:
    start = time.process_time()
    quantities.find(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 4  # under a second on a machine that is not shared


@pytest.mark.parametrize("piece", SLOWEST)
def test_a_literal_of_a_hundred_thousand_characters_is_none_at_once(piece: str) -> None:
    start = time.process_time()
    assert quantities.read(piece * (100_000 // len(piece))) is None
    assert time.process_time() - start < 1
