"""Times: tables of cases that read as documentation, and what holds for every string.

Every case is published on 2023-05-01, a Monday, unless it says otherwise.
"""

from datetime import date, datetime

import pytest

from extractor.literals import dates
from extractor.literals.dates import TimeReading

PUBLISHED = date(2023, 5, 1)

RESOLVED = [
    # absolute days
    ("The fair opened May 2, 2021.", "May 2, 2021", "2021-05-02", "2021-05-02", "2021-05-02", "at"),
    ("The fair opened on 2 May 2021.", "on 2 May 2021", "2021-05-02", "2021-05-02", "2021-05-02", "at"),
    ("The log says 2021-05-02.", "2021-05-02", "2021-05-02", "2021-05-02", "2021-05-02", "at"),
    ("The log says 05/13/2021.", "05/13/2021", "2021-05-13", "2021-05-13", "2021-05-13", "at"),
    ("The log says 13/05/2021.", "13/05/2021", "2021-05-13", "2021-05-13", "2021-05-13", "at"),
    ("It sank on Feb. 24, 2022.", "on Feb. 24, 2022", "2022-02-24", "2022-02-24", "2022-02-24", "at"),
    ("It sank on the 5th of June 2020.", "on the 5th of June 2020", "2020-06-05", "2020-06-05", "2020-06-05", "at"),
    ("It sank on 24 February.", "on 24 February", "2023-02-24", "2023-02-24", "2023-02-24", "at"),
    ("It sank on December 3.", "on December 3", "2022-12-03", "2022-12-03", "2022-12-03", "at"),
    ("It sank on Dec. 3 last year.", "on Dec. 3 last year", "2022-12-03", "2022-12-03", "2022-12-03", "at"),
    ("It met on Monday, May 1.", "on Monday, May 1", "2023-05-01", "2023-05-01", "2023-05-01", "at"),
    ("It met May 3-5, 2022.", "May 3-5, 2022", "2022-05-03/2022-05-05", "2022-05-03", "2022-05-05", "during"),
    ("He was born on Christmas Eve.", "on Christmas Eve", "2022-12-24", "2022-12-24", "2022-12-24", "at"),
    ("The vote will be on May 15.", "on May 15", "2023-05-15", "2023-05-15", "2023-05-15", "at"),
    # months
    ("Losses mounted since December.", "since December", "2022-12", "2022-12-01", "2023-05-01", "since"),
    ("It fell in February last year.", "in February last year", "2022-02", "2022-02-01", "2022-02-28", "at"),
    ("It fell in June 2020.", "in June 2020", "2020-06", "2020-06-01", "2020-06-30", "at"),
    ("It fell in May.", "in May", "2023-05", "2023-05-01", "2023-05-31", "at"),
    ("It fell in March.", "in March", "2023-03", "2023-03-01", "2023-03-31", "at"),
    ("It fell in September.", "in September", "2022-09", "2022-09-01", "2022-09-30", "at"),
    ("It will open in September.", "in September", "2023-09", "2023-09-01", "2023-09-30", "at"),
    ("It fell last December.", "last December", "2022-12", "2022-12-01", "2022-12-31", "at"),
    ("It fell last May.", "last May", "2022-05", "2022-05-01", "2022-05-31", "at"),
    ("It opens next May.", "next May", "2024-05", "2024-05-01", "2024-05-31", "at"),
    ("It fell in mid-April.", "in mid-April", "2023-04", "2023-04-11", "2023-04-20", "at"),
    # years and longer
    ("It closed in 2019.", "in 2019", "2019", "2019-01-01", "2019-12-31", "at"),
    ("It has shrunk since 2014.", "since 2014", "2014", "2014-01-01", "2023-05-01", "since"),
    ("The 2019 election was close.", "2019", "2019", "2019-01-01", "2019-12-31", "at"),
    ("It closed in early 2021.", "in early 2021", "2021", "2021-01-01", "2021-04-30", "at"),
    ("It closed in mid-2021.", "in mid-2021", "2021", "2021-05-01", "2021-08-31", "at"),
    ("It closed last year.", "last year", "2022", "2022-01-01", "2022-12-31", "at"),
    ("It closed late last year.", "late last year", "2022", "2022-09-01", "2022-12-31", "at"),
    ("It boomed in the 1990s.", "in the 1990s", "199", "1990-01-01", "1999-12-31", "at"),
    ("It boomed in the '80s.", "in the '80s", "198", "1980-01-01", "1989-12-31", "at"),
    ("It boomed in the nineties.", "in the nineties", "199", "1990-01-01", "1999-12-31", "at"),
    ("It is rare in the 21st century.", "in the 21st century", "20", "2000-01-01", "2099-12-31", "at"),
    ("It lasted from 2014 to 2017.", "from 2014 to 2017", "2014/2017", "2014-01-01", "2017-12-31", "during"),
    ("It grew between 2014 and 2017.", "between 2014 and 2017", "2014/2017", "2014-01-01", "2017-12-31", "during"),
    ("The 2014-2017 drought ended.", "2014-2017", "2014/2017", "2014-01-01", "2017-12-31", "during"),
    # quarters, halves, seasons
    ("Sales rose in Q1.", "in Q1", "2023-Q1", "2023-01-01", "2023-03-31", "at"),
    ("Sales rose in Q4.", "in Q4", "2022-Q4", "2022-10-01", "2022-12-31", "at"),
    ("Sales rose in Q1 2022.", "in Q1 2022", "2022-Q1", "2022-01-01", "2022-03-31", "at"),
    ("Sales rose in the third quarter.", "in the third quarter", "2022-Q3", "2022-07-01", "2022-09-30", "at"),
    (
        "It sagged in the first quarter of 2022.",
        "in the first quarter of 2022",
        "2022-Q1",
        "2022-01-01",
        "2022-03-31",
        "at",
    ),
    (
        "It sagged in the second half of 2022.",
        "in the second half of 2022",
        "2022-H2",
        "2022-07-01",
        "2022-12-31",
        "at",
    ),
    ("Snow was scarce last winter.", "last winter", "2022-WI", "2022-12-01", "2023-02-28", "at"),
    ("Rain is due this spring.", "this spring", "2023-SP", "2023-03-01", "2023-05-31", "at"),
    ("It opens next summer.", "next summer", "2023-SU", "2023-06-01", "2023-08-31", "at"),
    ("It burned in the summer of 2021.", "in the summer of 2021", "2021-SU", "2021-06-01", "2021-08-31", "at"),
    ("It has idled since autumn.", "since autumn", "2022-FA", "2022-09-01", "2023-05-01", "since"),
    # weekdays and days
    ("The envoy arrived on Monday.", "on Monday", "2023-05-01", "2023-05-01", "2023-05-01", "at"),
    ("The envoy said on Friday he was ill.", "on Friday", "2023-04-28", "2023-04-28", "2023-04-28", "at"),
    ("The court will rule on Friday.", "on Friday", "2023-05-05", "2023-05-05", "2023-05-05", "at"),
    ("The envoy left last Friday.", "last Friday", "2023-04-28", "2023-04-28", "2023-04-28", "at"),
    ("The envoy left last Monday.", "last Monday", "2023-04-24", "2023-04-24", "2023-04-24", "at"),
    ("The envoy leaves next Monday.", "next Monday", "2023-05-08", "2023-05-08", "2023-05-08", "at"),
    ("The envoy leaves this Thursday.", "this Thursday", "2023-05-04", "2023-05-04", "2023-05-04", "at"),
    ("The siege goes on until Friday.", "until Friday", "2023-05-05", None, "2023-05-05", "until"),
    ("It happened before Monday.", "before Monday", "2023-05-01", None, "2023-04-30", "before"),
    ("It happened after Tuesday.", "after Tuesday", "2023-04-25", "2023-04-26", "2023-05-01", "after"),
    ("After Monday's storm, roads closed.", "Monday", "2023-05-01", "2023-05-01", "2023-05-01", "at"),
    (
        "It rained from Monday to Friday.",
        "from Monday to Friday",
        "2023-04-24/2023-04-28",
        "2023-04-24",
        "2023-04-28",
        "during",
    ),
    ("The mayor spoke today.", "today", "2023-05-01", "2023-05-01", "2023-05-01", "at"),
    ("The mayor spoke yesterday.", "yesterday", "2023-04-30", "2023-04-30", "2023-04-30", "at"),
    ("The mayor speaks tomorrow.", "tomorrow", "2023-05-02", "2023-05-02", "2023-05-02", "at"),
    ("He fled the day before yesterday.", "the day before yesterday", "2023-04-29", "2023-04-29", "2023-04-29", "at"),
    ("He fled last night.", "last night", "2023-04-30TNI", "2023-04-30", "2023-04-30", "at"),
    ("He fled on Sunday evening.", "on Sunday evening", "2023-04-30TEV", "2023-04-30", "2023-04-30", "at"),
    ("He is currently abroad.", "currently", "PRESENT_REF", "2023-05-01", "2023-05-01", "at"),
    ("He is abroad now.", "now", "PRESENT_REF", "2023-05-01", "2023-05-01", "at"),
    # periods around publication
    ("It closed this week.", "this week", "2023-W18", "2023-05-01", "2023-05-07", "at"),
    ("It closed last week.", "last week", "2023-W17", "2023-04-24", "2023-04-30", "at"),
    ("It opens next month.", "next month", "2023-06", "2023-06-01", "2023-06-30", "at"),
    ("It closed earlier this year.", "earlier this year", "2023", "2023-01-01", "2023-05-01", "at"),
    ("It opens later this year.", "later this year", "2023", "2023-05-01", "2023-12-31", "at"),
    ("It ends by the end of the month.", "by the end of the month", "2023-05", None, "2023-05-31", "until"),
    ("It leaked over the weekend.", "over the weekend", "2023-W17-WE", "2023-04-29", "2023-04-30", "during"),
    ("It closed two weeks ago.", "two weeks ago", "2023-W16", "2023-04-17", "2023-04-23", "at"),
    ("It closed three days ago.", "three days ago", "2023-04-28", "2023-04-28", "2023-04-28", "at"),
    ("It closed a year ago.", "a year ago", "2022", "2022-01-01", "2022-12-31", "at"),
    (
        "Rents doubled over the past three weeks.",
        "over the past three weeks",
        "P3W",
        "2023-04-10",
        "2023-05-01",
        "during",
    ),
    ("Rents doubled in the last two years.", "in the last two years", "P2Y", "2021-05-01", "2023-05-01", "during"),
    ("It will shrink over the next ten days.", "over the next ten days", "P10D", "2023-05-02", "2023-05-11", "during"),
    ("Talks will resume in two weeks.", "in two weeks", "2023-W20", "2023-05-15", "2023-05-21", "at"),
]

CLOCKS = [
    ("It quaked at 5 p.m. on Sunday.", "at 5 p.m. on Sunday", datetime(2023, 4, 30, 17), "hour"),
    ("It quaked Sunday at 5:30pm.", "Sunday at 5:30pm", datetime(2023, 4, 30, 17, 30), "minute"),
    (
        "It quaked on April 3, 2021 at 12:05 a.m. EDT.",
        "on April 3, 2021 at 12:05 a.m. EDT",
        datetime(2021, 4, 3, 0, 5),
        "minute",
    ),
    ("It quaked at 17:00 GMT yesterday.", "at 17:00 GMT yesterday", datetime(2023, 4, 30, 17), "minute"),
    ("It quaked at noon on Friday.", "at noon on Friday", datetime(2023, 4, 28, 12), "minute"),
    ("It quaked at 6 o'clock on Friday.", "at 6 o'clock on Friday", datetime(2023, 4, 28, 6), "hour"),
]

LENGTHS = [
    ("They waited for three weeks.", "for three weeks", "duration", "P3W"),
    ("They waited more than two years.", "more than two years", "duration", "P2Y"),
    ("They waited for more than two years.", "for more than two years", "duration", "P2Y"),
    ("They waited half an hour.", "half an hour", "duration", "PT30M"),
    ("They waited 90 minutes.", "90 minutes", "duration", "PT90M"),
    ("They waited several months.", "several months", "duration", "PXM"),
    ("They waited a couple of days.", "a couple of days", "duration", "PXD"),
    ("They waited two or three days.", "two or three days", "duration", "PXD"),
    ("They waited for decades.", "for decades", "duration", "PXDE"),
    ("They agreed a two-week truce.", "two-week", "duration", "P2W"),
    ("They fled within 24 hours.", "within 24 hours", "duration", "PT24H"),
    ("They were gone in two weeks.", "in two weeks", "duration", "P2W"),
    ("They march every Monday.", "every Monday", "set", "XXXX-WXX-1"),
    ("They march on Mondays.", "on Mondays", "set", "XXXX-WXX-1"),
    ("They march each year.", "each year", "set", "P1Y"),
    ("They march every two weeks.", "every two weeks", "set", "P2W"),
    ("They march daily.", "daily", "set", "P1D"),
    ("They march annually.", "annually", "set", "P1Y"),
    ("They march twice a week.", "twice a week", "set", "P1W"),
    ("They pump 20 barrels a day.", "a day", "set", "P1D"),
]

UNRESOLVED = [
    ("He left two days later.", "two days later", "another time"),
    ("He left the following day.", "the following day", "another time"),
    ("He left the same year.", "the same year", "another time"),
    ("He fell ill in recent weeks.", "in recent weeks", "length"),
    ("He fell ill several weeks ago.", "several weeks ago", "length"),
    ("He fell ill two hours ago.", "two hours ago", "hour of publication"),
    ("He fell ill at 5 p.m.", "at 5 p.m.", "day is not named"),
    ("He fell ill 9000 years ago.", "9000 years ago", "outside the calendar"),
    ("He fell ill on February 29, 2023.", "on February 29, 2023", "outside the calendar"),
]

UNDATED = [
    ("It fell in June 2020.", "2020-06-01", None),
    ("It fell on 2 May 2021.", "2021-05-02", None),
    ("It fell in the 1990s.", "1990-01-01", None),
    ("It has shrunk since 2014.", "2014-01-01", None),
    ("It fell in June.", None, "no publication date"),
    ("It fell on May 2.", None, "no publication date"),
    ("It fell on Monday.", None, "no publication date"),
    ("It fell last year.", None, "no publication date"),
    ("It is falling now.", None, "no publication date"),
]

NONE = [
    "It may rain.",
    "May I speak?",
    "Theresa Example-May said so.",
    "Ms May said so.",
    "They march for peace.",
    "The March was loud.",
    "April said so.",
    "He came second.",
    "Wait a second.",
    "A 23-year-old man was hurt.",
    "She is 45 years old.",
    "It hired 2000 people.",
    "It cost $2019.",
    "A Boeing 737 landed.",
    "He read the Daily Example.",
    "The Example Today newspaper closed.",
    "The spring broke.",
    "He will fall.",
    "A month of Sundays would help nobody.",
    "Three quarters of voters agreed.",
    "The score was 3:2.",
    "",
]


def the_one(sentence: str, published: date | None = PUBLISHED) -> TimeReading:
    found = dates.find(sentence, published)
    assert len(found) == 1, [sentence[each.start : each.end] for each in found]
    return found[0]


@pytest.mark.parametrize(("sentence", "words", "timex", "first", "last", "relation"), RESOLVED)
def test_a_time_with_its_interval(
    sentence: str, words: str, timex: str, first: str | None, last: str | None, relation: str
) -> None:
    reading = the_one(sentence)
    assert sentence[reading.start : reading.end] == words
    assert (reading.timex, reading.relation, reading.unresolved) == (timex, relation, None)
    assert (reading.first and reading.first.isoformat(), reading.last and reading.last.isoformat()) == (first, last)


@pytest.mark.parametrize(("sentence", "words", "moment", "granularity"), CLOCKS)
def test_a_clock_time_with_its_day_is_a_moment(sentence: str, words: str, moment: datetime, granularity: str) -> None:
    reading = the_one(sentence)
    assert sentence[reading.start : reading.end] == words
    assert (reading.type, reading.first, reading.last, reading.granularity) == ("time", moment, moment, granularity)


@pytest.mark.parametrize(("sentence", "words", "kind", "timex"), LENGTHS)
def test_a_length_or_a_rhythm_has_no_interval(sentence: str, words: str, kind: str, timex: str) -> None:
    reading = the_one(sentence)
    assert sentence[reading.start : reading.end] == words
    assert (reading.type, reading.timex) == (kind, timex)
    assert (reading.first, reading.last, reading.unresolved) == (None, None, None)


@pytest.mark.parametrize(("sentence", "words", "reason"), UNRESOLVED)
def test_what_cannot_be_placed_says_why(sentence: str, words: str, reason: str) -> None:
    reading = the_one(sentence)
    assert sentence[reading.start : reading.end] == words
    assert reason in (reading.unresolved or "")
    assert (reading.first, reading.last) == (None, None)


@pytest.mark.parametrize(("sentence", "first", "reason"), UNDATED)
def test_without_a_publication_date_only_absolute_times_are_placed(
    sentence: str, first: str | None, reason: str | None
) -> None:
    reading = the_one(sentence, published=None)
    assert (reading.first and reading.first.isoformat(), reading.unresolved) == (first, reason)


@pytest.mark.parametrize("sentence", NONE)
def test_no_time(sentence: str) -> None:
    assert dates.find(sentence, PUBLISHED) == []


@pytest.mark.parametrize(
    ("sentence", "granularity"),
    [
        ("on Monday", "day"),
        ("last week", "week"),
        ("in June 2020", "month"),
        ("in Q1", "quarter"),
        ("last winter", "season"),
        ("in 2019", "year"),
        ("in the 1990s", "decade"),
        ("in the 21st century", "century"),
        ("now", "present"),
        ("for three weeks", "week"),
    ],
)
def test_granularity(sentence: str, granularity: str) -> None:
    assert the_one(sentence).granularity == granularity


def test_times_come_in_text_order() -> None:
    sentence = "On Monday he said that sales, flat since December, would rise in 2024."
    found = dates.find(sentence, PUBLISHED)
    assert [sentence[each.start : each.end] for each in found] == ["On Monday", "since December", "in 2024"]


@pytest.mark.parametrize(
    ("literal", "timex"),
    [
        ("since December", "2022-12"),
        (" on Monday. ", "2023-05-01"),
        ("May", "2023-05"),
        ("2019", "2019"),
        ("winter", "2022-WI"),
    ],
)
def test_a_literal_named_as_a_time_is_read_whole(literal: str, timex: str) -> None:
    reading = dates.read(literal, PUBLISHED)
    assert reading is not None
    assert (literal[reading.start : reading.end], reading.timex) == (literal.strip(" ."), timex)


@pytest.mark.parametrize("literal", ["", "soonish", "on Monday and Tuesday", "the mayor", "since December at home"])
def test_a_literal_that_is_no_time(literal: str) -> None:
    assert dates.read(literal, PUBLISHED) is None


BOUNDED_LENGTHS: list[tuple[str, str, str, str, str | None, str | None]] = [
    ("The match lasted two hours.", "two hours", "PT2H", "exactly", "PT2H", "PT2H"),
    ("The match lasted more than two hours.", "more than two hours", "PT2H", "more_than", "PT2H", None),
    ("The flight took nearly 11 hours.", "nearly 11 hours", "PT11H", "nearly", None, "PT11H"),
    ("It lasted about 30 seconds.", "about 30 seconds", "PT30S", "about", None, None),
    ("It was shut for at least three months.", "for at least three months", "P3M", "at_least", "P3M", None),
    ("It was shut for 100 days or more.", "for 100 days or more", "P100D", "at_least", "P100D", None),
    ("He lived there for over 20 years.", "for over 20 years", "P20Y", "more_than", "P20Y", None),
    ("It opened within less than 6 months.", "within less than 6 months", "P6M", "less_than", None, "P6M"),
    ("It will take five to seven years.", "five to seven years", "PXY", "between", "P5Y", "P7Y"),
    ("It will take 18-24 months.", "18-24 months", "PXM", "between", "P18M", "P24M"),
    ("It will take between six and eight weeks.", "between six and eight weeks", "PXW", "between", "P6W", "P8W"),
    ("A five- to seven-year term is likely.", "five- to seven-year", "PXY", "between", "P5Y", "P7Y"),
    ("It arrives within 24 to 48 hours.", "within 24 to 48 hours", "PTXH", "between", "PT24H", "PT48H"),
    ("Prices rose over the past three weeks.", "over the past three weeks", "P3W", "exactly", "P3W", "P3W"),
]


@pytest.mark.parametrize(("sentence", "words", "timex", "comparator", "low", "high"), BOUNDED_LENGTHS)
def test_a_duration_carries_its_bound(
    sentence: str, words: str, timex: str, comparator: str, low: str | None, high: str | None
) -> None:
    [found] = dates.find(sentence, PUBLISHED)
    assert (sentence[found.start : found.end], found.timex) == (words, timex)
    assert found.limits is not None
    assert (found.limits.comparator, found.limits.low, found.limits.high) == (comparator, low, high)


@pytest.mark.parametrize("sentence", ["It lasted for years.", "It took several weeks.", "It opened two weeks ago."])
def test_what_names_no_length_has_no_bound(sentence: str) -> None:
    [found] = dates.find(sentence, PUBLISHED)
    assert found.limits is None
