"""What holds for the times of every string, and that no string takes long."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.literals import dates
from extractor.literals.dates.feasts import easter

PUBLISHED = date(2023, 5, 1)
WORDS = (
    "in on since until before after from to between and the last next this past May March December 1 31 29 2023 2000 "
    "05 / - – : , . ' ’ s th Monday week years ago later two half an hour a day every Q 1 quarter of year morning at 5 "
    "pm noon summer early mid weekend will said 9999 0001 million 99999999999 century 21st now İ é 😀 ٣ first 20230229 "
    "Easter Thanksgiving following same starting for days 1.2.2020 12:30:10 GMT ET February 30 fiscal or nineteen "
    "eighty twenty thousand decades ½ 2019-20 O'clock past to date w m $ % "
    "ago more than less overnight today months ended elections start end is same"
)
PIECES = st.sampled_from(WORDS.split())
SENTENCES = st.one_of(
    st.text(), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
)
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, PUBLISHED]))


@given(SENTENCES, DAYS)
def test_any_string_is_read_and_no_time_ends_before_it_starts(sentence: str, published: date | None) -> None:
    at = 0
    for each in dates.find(sentence, published):
        assert at <= each.start < each.end <= len(sentence)
        at = each.end
        if each.first and each.last:
            assert each.first.isoformat()[:10] <= each.last.isoformat()[:10]
        assert each.unresolved is None or (each.first is None and each.last is None)


@given(SENTENCES, DAYS)
def test_any_literal_is_read_without_error(literal: str, published: date | None) -> None:
    reading = dates.read(literal, published)
    assert reading is None or 0 <= reading.start < reading.end <= len(literal)


@given(SENTENCES)
def test_where_times_stand_does_not_hang_on_the_day_of_publication(sentence: str) -> None:
    places = [(each.start, each.end) for each in dates.find(sentence, None)]
    assert [(each.start, each.end) for each in dates.find(sentence, PUBLISHED)] == places


@given(
    st.sampled_from(["Meanwhile; ", "The river rose! ", "\t\n ", "“Yes,” she said. ", "Über 😀 alles: "]),
    st.sampled_from(
        ["It fell on 2 May 2021.", "Since December it fell.", "It fell at 5 p.m. on Sunday.", "It fell in the 1990s."]
    ),
)
def test_no_time_moves_when_words_are_put_before_it(before: str, sentence: str) -> None:
    alone = dates.find(sentence, PUBLISHED)
    assert alone
    moved = [each for each in dates.find(before + sentence, PUBLISHED) if each.start >= len(before)]
    assert [(each.start - len(before), each.end - len(before), each.timex) for each in moved] == [
        (each.start, each.end, each.timex) for each in alone
    ]


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2199, 12, 31)), DAYS)
def test_a_whole_date_reads_back_in_every_form(day: date, published: date | None) -> None:
    month, year = day.strftime("%B"), f"{day.year:04d}"
    forms = [
        f"{day.year:04d}-{day.month:02d}-{day.day:02d}",
        f"{day.day} {month} {year}",
        f"{month} {day.day}, {year}",
        f"{day.strftime('%A')}, {month} {day.day}, {year}",
        f"the {day.day}th of {month} {year}",
    ]
    for form in forms:
        (reading,) = dates.find(f"It happened on {form}.", published)
        assert (reading.first, reading.last, reading.timex) == (day, day, day.isoformat())


@given(st.dates(min_value=date(1900, 1, 8), max_value=date(2100, 1, 1)), st.integers(0, 6))
def test_a_bare_weekday_of_the_past_is_the_last_one(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    (reading,) = dates.find(f"The bridge fell on {day.strftime('%A')}.", published)
    assert reading.first == day


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, "04-02"), (2000, "04-23"), (2008, "03-23"), (2019, "04-21"), (2024, "03-31"), (2038, "04-25")],
)
def test_easter_is_where_the_church_has_it(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


HOSTILE = (
    "May |the |mid-|early on the |from 2014 to |5:|two weeks |2023-|last |Monday, |1/|1/2/|between |the end of |"
    "first week of |2 weeks before |5 p.m. |May 5 |12:30 |Monday the |3 hours |1 January - |'90s |q1 |Easter |5 to |"
    "now |a |x|12 |1.|every |half past |years and |in 3 in "
)


def seconds(text: str) -> float:
    started = time.process_time()
    dates.find(text, PUBLISHED)
    return time.process_time() - started


@pytest.mark.parametrize("piece", HOSTILE.split("|"))
def test_time_grows_with_the_length_of_a_string_and_no_faster(piece: str) -> None:
    tenth, whole = piece * (10_000 // len(piece)), piece * (100_000 // len(piece))
    seconds("On Monday it rained.")
    assert seconds(whole) < max(30 * seconds(tenth), 1.0)


@pytest.mark.parametrize("piece", ["May ", "1-", "Monday and ", "in 3 in "])
def test_a_literal_of_many_characters_is_no_time_and_soon_so(piece: str) -> None:
    literal = piece * (100_000 // len(piece))
    started = time.process_time()
    assert dates.read(literal, PUBLISHED) is None
    assert time.process_time() - started < 0.1
