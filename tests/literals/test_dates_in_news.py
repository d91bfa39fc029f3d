"""Times as news writes them, in groups: numbers, feasts, parts, ranges, clocks, tense, times counted from times.

Every case is published on 2023-05-01, a Monday, those of ``WEDNESDAY`` on 2024-06-12. A case is a sentence with its
time in [brackets], and the TIMEX3 value that the time has; behind "=" stand the first and last day, or the moments,
where they are not the value itself.
"""

import re
from datetime import date

import pytest

from extractor.literals import dates

PUBLISHED = date(2023, 5, 1)

CASES = """
dates in digits
  The log says [4/28/2023].                                   2023-04-28
  It was posted [05/01/2023] on the site.                     2023-05-01
  It was posted [04/05/2022 at 3 p.m. EDT].                   2022-04-05T15:00
  It ran [from 10/01/2022 to 10/25/2022].                     2022-10-01/2022-10-25
  It ran [from 1/10/2022 to 25/10/2022].                      2022-10-01/2022-10-25
  The file is named [20230415].                               2023-04-15
  It changed [11 / 30 / 22 05: 40 PM ET].                     2022-11-30T17:40
  He signed [on 23.04.2022].                                  2022-04-23
  They met [on 23/Sep/2020].                                  2020-09-23
  They met [on Sep-23-2020].                                  2020-09-23
  It stood [at 2015-3].                                        2015-03 = 2015-03-01/2015-03-31
  He left [on Friday 4/28].                                   2023-04-28
feasts
  He will speak [on Christmas Day].                           2023-12-25
  It burned [on New Year's Eve].                              2022-12-31
  They voted [on Good Friday].                                2023-04-07
  Shops closed [on Easter Monday].                            2023-04-10
  They ate [on Thanksgiving].                                 2022-11-24
  Shops were full [on Black Friday].                          2022-11-25
  The parade was [on Independence Day].                       2022-07-04
  [The Fourth of July] was hot.                               2022-07-04
  It shut [on Labor Day 2021].                                2021-09-06
  It shut [on Memorial Day].                                  2022-05-30
  The 2019 [Easter Sunday] attacks shocked all.               2019-04-21
  He will be home [by Christmas].                             2023-12-25 = ../2023-12-25
  It was cold [last Christmas].                               2022-12-25
days
  The fair opens [the day after tomorrow].                    2023-05-03
  The rent is due [on the 18th].                              2023-05-18
  It snowed [on the 21st of last month].                      2023-04-21
  It met [on Monday the 24th].                                2023-04-24
  It met [on Tuesday, March 28].                              2023-03-28
  It opens [this coming Friday].                              2023-05-05
  It opens [next Friday].                                     2023-05-12
  It shut [this past Wednesday].                              2023-04-26
  It rained [on Tuesday of last week].                        2023-04-25
  It will meet [on Wednesday next week].                      2023-05-10
  The law lapses [on 31 December next year].                  2024-12-31
  It sank [on the fifth of April].                            2023-04-05
  It rose [on Jan 5 '98].                                     1998-01-05
tense
  The mayor will resign [on Friday].                          2023-05-05
  The mayor resigned [on Friday].                             2023-04-28
  The vote, scheduled [for Friday], is off.                   2023-05-05
  The minister is expected to go [on Sunday].                 2023-05-07
  Voters must register [by Friday].                           2023-05-05 = ../2023-05-05
  He must file [no later than Friday].                        2023-05-05 = ../2023-05-05
  The bridge will open [in June].                             2023-06 = 2023-06-01/2023-06-30
  The bridge opened [in June].                                2022-06 = 2022-06-01/2022-06-30
  The bridge will close [in two weeks].                       2023-W20 = 2023-05-15/2023-05-21
weeks and weekends
  Tickets are sold [the week after next].                     2023-W20 = 2023-05-15/2023-05-21
  It failed [the week before last].                           2023-W16 = 2023-04-17/2023-04-23
  It burned [in the week of April 3].                         2023-W14 = 2023-04-03/2023-04-09
  [The first week of June] was wet.                           2022-W22 = 2022-05-30/2022-06-05
  It rained [last weekend].                                   2023-W17-WE = 2023-04-29/2023-04-30
  It ended [in week 14].                                      2023-W14 = 2023-04-03/2023-04-09
parts of longer times
  It met [on the last Monday of March].                       2023-03-27
  It met [on the second Tuesday in March].                    2023-03-14
  It fell [in the first half of 2022].                        2022-H1 = 2022-01-01/2022-06-30
  It fell [in the first two weeks of 2021].                   2021-01-04/2021-01-17
  It fell [in the last three months of 2022].                 2022-10-01/2022-12-31
  It ended [on the third day of January 2023].                2023-01-03
  It rose [in Q3 of last year].                               2022-Q3 = 2022-07-01/2022-09-30
  It rose [in 2017 Q1].                                       2017-Q1 = 2017-01-01/2017-03-31
  It will rise [in next year's first quarter].                2024-Q1 = 2024-01-01/2024-03-31
  It ends [at the end of 2022].                               2022 = 2022-09-01/2022-12-31
  It rose [in the rest of the year].                          2023 = 2023-05-01/2023-12-31
  It rose [in the year to date].                              2023 = 2023-01-01/2023-05-01
  It came [in late April].                                    2023-04 = 2023-04-21/2023-04-30
  It came [earlier this month].                               2023-05 = 2023-05-01/2023-05-01
  It came [late last week].                                   2023-W17 = 2023-04-28/2023-04-30
  They have known [since late July].                          2022-07 = 2022-07-21/2023-05-01
years
  [The year 2008] was bad.                                    2008 = 2008-01-01/2008-12-31
  It is [2023]'s worst storm.                                 2023 = 2023-01-01/2023-12-31
  [The 2010-11] season ended.                                 2010/2011 = 2010-01-01/2011-12-31
  [The 2014-17] drought ended.                                2014/2017 = 2014-01-01/2017-12-31
  He left [prior to 2019].                                    2019 = ../2018-12-31
  Files [from 2019 onwards] stay.                             2019 = 2019-01-01/2023-05-01
  It was fun [in the 90s].                                    199 = 1990-01-01/1999-12-31
  [The nineteenth century] ended.                             18 = 1800-01-01/1899-12-31
  She died [in June nineteen eighty-six].                     1986-06 = 1986-06-01/1986-06-30
both ends
  It was shut [from 3 to 5 April].                            2023-04-03/2023-04-05
  It was shut [between 3 and 5 April].                        2023-04-03/2023-04-05
  It was shut [from April 28 to May 1].                       2023-04-28/2023-05-01
  It was open [from May to July 2022].                        2022-05/2022-07 = 2022-05-01/2022-07-31
  It was open [from November to February 2022].               2021-11/2022-02 = 2021-11-01/2022-02-28
  He ruled [from March 3, 2019 to June 2020].                 2019-03-03/2020-06 = 2019-03-03/2020-06-30
  It fell [from Monday through Wednesday].                    2023-04-24/2023-04-26
  He was held for [3 days starting Monday].                   2023-05-01/2023-05-03
clocks
  It was open [from 2 to 4 p.m. on Sunday].                   2023-04-30T14:00/2023-04-30T16:00
  It was open [between 9:30 and 3:00 p.m. on Friday].         2023-04-28T09:30/2023-04-28T15:00
  It struck [at 1500 GMT on Sunday].                          2023-04-30T15:00
  It struck [at half past eight on Monday].                   2023-05-01T08:30
  It struck [at 8. 30 p. m. on Sunday].                       2023-04-30T20:30
  It rang [at 7 in the evening on Sunday].                    2023-04-30T19:00
  It rang [Sunday at around 9 a.m. local time].               2023-04-30T09:00
  It rang [last night at 8].                                  2023-04-30T20:00
  Last updated [at 12:41 GMT].                                2023-05-01T12:41
  It struck [late Thursday night].                            2023-04-27TNI = 2023-04-27/2023-04-27
  They fled [on the night of March 3].                        2023-03-03TNI = 2023-03-03/2023-03-03
  It struck [early on Sunday morning].                        2023-04-30TMO = 2023-04-30/2023-04-30
counted from a day that is named
  It opened [three weeks after Easter].                       2023-04-30
  It opens [two days after next Friday].                      2023-05-14
  It closed [two weeks before Christmas 2021].                2021-12-11
  It closed [10 days from today].                             2023-05-11
lengths and rhythms
  They argued [for 2 years 3 months].                         P2Y3M = -
  He waited [an hour and a half].                             PT1.5H = -
  A [yearlong] siege ended.                                   P1Y = -
  It rained [all week].                                       P1W = -
  They march [once a week].                                   P1W = -
  They meet [every other Friday].                             XXXX-WXX-5 = -
  They meet [every Monday at 4 p.m.]                          XXXX-WXX-1T16:00 = -
  They meet [on Friday mornings].                             XXXX-WXX-5TMO = -
  It appears [quarterly].                                     P3M = -
"""

WEDNESDAY = """
a verb in the present of what is arranged, a plan, a request, a hope
  The law takes effect [on July 1].                           2024-07-01
  The trial starts [on Monday].                               2024-06-17
  Voters go to the polls [on Sunday].                         2024-06-16
  The vote is [on Friday].                                    2024-06-14
  The results were due [on Thursday].                         2024-06-13
  A hearing was set [for Monday].                             2024-06-17
  The opening is planned [for 1 July].                        2024-07-01
  The strike, planned [for Friday], was called off.           2024-06-14
  The minister is to visit [on Friday].                       2024-06-14
  Drivers are to strike [from Monday].                        2024-06-17
  Talks to resume [on Monday].                                2024-06-17
  He faces trial [in September].                              2024-09 = 2024-09-01/2024-09-30
  The bank may cut rates [in September].                      2024-09 = 2024-09-01/2024-09-30
  The mayor urged workers to return [by Friday].              2024-06-14 = ../2024-06-14
  They hope for a deal [by July].                             2024-07 = ../2024-07-31
  They agreed to meet again [in July].                        2024-07 = 2024-07-01/2024-07-31
  Miners face a deadline of [Friday].                         2024-06-14
  He will have finished [by Friday].                          2024-06-14 = ../2024-06-14
  Police await a report [by July].                            2024-07 = ../2024-07-31
  A vote [on July 1] is likely.                               2024-07-01
a report governs only what it reports when
  The trial starts [on Monday], the mayor said.               2024-06-17
  The mayor said the trial starts [on Monday].                2024-06-17
  The mayor said [on Monday] that taxes would rise.           2024-06-10
  [On Monday], the mayor said that taxes would rise.          2024-06-10
  Rain is due [on Friday], the mayor said.                    2024-06-14
a verb in the past
  Prices fell [in September].                                 2023-09 = 2023-09-01/2023-09-30
  The mayor was elected [in November].                        2023-11 = 2023-11-01/2023-11-30
  The ruling could have come [in May].                        2024-05 = 2024-05-01/2024-05-31
  Ministers failed to agree [on Friday].                      2024-06-07
  He is in hospital after a crash [on Friday].                2024-06-07
  The crash [on Friday] killed two.                           2024-06-07
  Three votes [on Friday] failed.                             2024-06-07
  Officials could not be reached [on Sunday].                 2024-06-09
  Police were called to a house [on Friday].                  2024-06-07
  The firm announced [in April] that it would close.          2024-04 = 2024-04-01/2024-04-30
  The trial was postponed [on Monday].                        2024-06-10
  The mayor called for calm [on Monday].                      2024-06-10
the nearest
  They called elections [for July 4].                         2024-07-04
  The trial was moved to [Friday].                            2024-06-14
  The hearing [on June 20] was postponed.                     2024-06-20
  The hearing [on June 3] was postponed.                      2024-06-03
  [The 1 July] parade, in pictures.                           2024-07-01
  A storm [on Friday], in pictures.                           2024-06-07
the year in which the weekday agrees, the interval around publication
  [On Friday, June 14], it closes.                            2024-06-14
  It burned [on Friday, June 14].                             2024-06-14
  It burned [on Wednesday, June 14].                          2023-06-14
  [From 10 to 14 June], shops will close.                     2024-06-10/2024-06-14
  Shops closed [from 10 to 14 June].                          2024-06-10/2024-06-14
  Shops closed [from May to July].                            2024-05/2024-07 = 2024-05-01/2024-07-31
  Roads close [on the weekend of 15 June].                    2024-W24-WE = 2024-06-15/2024-06-16
  Roads closed [over the weekend of 15 June].                 2024-W24-WE = 2024-06-15/2024-06-16
both ends
  It grew [from 2010-14].                                     2010/2014 = 2010-01-01/2014-12-31
  Sales rose [in the three months to June].                   2024-04-01/2024-06-30
  It grew [in the 12 months to the end of March].             2023-04-01/2024-03-31
so long ago
  It was quiet [a year ago this week].                        2023-W24 = 2023-06-12/2023-06-18
  It was quiet [a week ago today].                            2024-06-05
  It was quiet [a year ago in June].                          2023-06 = 2023-06-01/2023-06-30
  It was quiet [half a year ago].                             2023-12 = 2023-12-01/2023-12-31
  It was quiet [in the same month last year].                 2023-06 = 2023-06-01/2023-06-30
  It was quiet [in the same week a year ago].                 2023-W24 = 2023-06-12/2023-06-18
  The bank closed [more than two years ago].                  2022-06-12 = ../2022-06-11
  The bank closed [at least two years ago].                   2022-06-12 = ../2022-06-12
  The bank opened [less than a month ago].                    2024-05-12 = 2024-05-13/2024-06-12
  Prices are up from [more than half a year ago].             2023-12-12 = ../2023-12-11
parts of a period
  [In early June] it rained.                                  2024-06 = 2024-06-01/2024-06-10
  It opened [in late 2023].                                   2023 = 2023-09-01/2023-12-31
  It rained [in mid-May].                                     2024-05 = 2024-05-11/2024-05-21
  It opened [at the start of the year].                       2024 = 2024-01-01/2024-04-30
  It boomed [in the late 1990s].                              199 = 1996-01-01/1999-12-31
  It rained [early this week].                                2024-W24 = 2024-06-10/2024-06-12
  It rained [from late May to early June].                    2024-05/2024-06 = 2024-05-21/2024-06-10
  It has shrunk [since the end of 2022].                      2022 = 2022-12-31/2024-06-12
  It must open [before the end of the year].                  2024 = ../2024-12-30
  It must open [by the end of the year].                      2024 = ../2024-12-31
  She won the [May] elections.                                2024-05 = 2024-05-01/2024-05-31
nights and clocks
  It struck [at about 10.15pm on Saturday].                   2024-06-08T22:15
  Rain fell [overnight].                                      2024-06-11TNI = 2024-06-11/2024-06-12
  Rain will fall [overnight].                                 2024-06-12TNI = 2024-06-12/2024-06-13
"""

CHAINED = [
    ("On 3 April the dam broke, and two days later the bridge fell.", ["2023-04-03", "2023-04-05"]),
    ("The dam broke on 3 April 2022; the next day the bridge fell.", ["2022-04-03", "2022-04-04"]),
    ("On 30 March it rained and the following Monday it snowed.", ["2023-03-30", "2023-04-03"]),
    ("She was born in 1990 and he was born the same year.", ["1990", "1990"]),
    ("He left in March 2020 and returned three months later.", ["2020-03", "2020-06"]),
    ("He came on Friday, and his wife the day before.", ["2023-04-28", "2023-04-27"]),
    ("In 2020 he fell ill, and two days later he died.", ["2020", None]),
    ("The mayor said Monday that the fair will open on Friday.", ["2023-05-01", "2023-05-05"]),
    ("At 3:20 p.m. bombs fell in the region Thursday.", ["2023-04-27T15:20", "2023-04-27"]),
    ("Bombs fell at 9 a.m. and on Thursday rescue began.", ["T09:00", "2023-04-27"]),
]

OPEN = [
    ("The deadline was 03/04/2022.", "either the month or the day"),
    ("Sales fell in fiscal 2022.", "calendar"),
    ("Sales fell in the fourth quarter of fiscal 2022.", "calendar"),
    ("It struck at 0737 GMT.", "day is not named"),
    ("It struck in the morning.", "part of a day"),
    ("It closed on February 30, 2022.", "outside the calendar"),
    ("It closed the following Friday.", "another time"),
    ("It closed two hours ago.", "hour of publication"),
    ("It closed 10 years ago on Friday.", "another week or year"),
]

NO_TIME = [
    "The score was 3-1.",
    "They work 24/7.",
    "He wrote a 2,000-page book.",
    "It weighs 2 to 3 tonnes.",
    "He ate 1/2 of it.",
    "A second wave came.",
    "The sun set.",
    "He sat down.",
    "Flight 1549 landed.",
    "The ratio is 4:3.",
    "Call 555-1212.",
    "It hit 2,019 people.",
    "The mayor may resign.",
    "A new day will come.",
    "The semi-annual report is out.",
    "Police made overnight arrests.",
    "The May family won elections.",
]


def cases(table: str) -> list[tuple[str, str, str, str]]:
    """A table, cut: sentence, its time, TIMEX3 value, ends."""
    found = []
    for line in table.splitlines():
        if parts := re.fullmatch(r"  (.*?\[.*?\].*?)  +(\S+)(?: = (\S+))?", line):
            marked, timex, ends = parts.groups()
            time = marked[marked.index("[") + 1 : marked.index("]")]
            found.append((marked.replace("[", "").replace("]", ""), time, timex, ends or timex))
    return found


def assert_read(sentence: str, published: date, time: str, timex: str, ends: str) -> None:
    """The sentence holds that time once, with that value and those days."""
    (reading,) = [each for each in dates.find(sentence, published) if sentence[each.start : each.end] == time]
    first, last = (moment.isoformat()[:16] if moment else ".." for moment in (reading.first, reading.last))
    wanted = ends if "/" in ends else f"{ends}/{ends}"
    assert (reading.timex, f"{first}/{last}") == (timex, "../.." if ends == "-" else wanted)


@pytest.mark.parametrize(("sentence", "time", "timex", "ends"), cases(CASES))
def test_a_time_of_the_table(sentence: str, time: str, timex: str, ends: str) -> None:
    assert_read(sentence, PUBLISHED, time, timex, ends)


@pytest.mark.parametrize(("sentence", "time", "timex", "ends"), cases(WEDNESDAY))
def test_a_time_of_the_news_of_a_wednesday(sentence: str, time: str, timex: str, ends: str) -> None:
    assert_read(sentence, date(2024, 6, 12), time, timex, ends)


@pytest.mark.parametrize(("table", "least"), [(CASES, 100), (WEDNESDAY, 40)])
def test_the_table_is_long_enough(table: str, least: int) -> None:
    assert len(cases(table)) == sum(line.startswith("  ") for line in table.splitlines()) > least


@pytest.mark.parametrize(("sentence", "values"), CHAINED)
def test_a_time_counts_from_the_one_before(sentence: str, values: list[str | None]) -> None:
    assert [each.timex for each in dates.find(sentence, PUBLISHED)] == values


@pytest.mark.parametrize(("sentence", "reason"), OPEN)
def test_what_is_open_says_why(sentence: str, reason: str) -> None:
    (reading,) = dates.find(sentence, PUBLISHED)
    assert reason in (reading.unresolved or "")
    assert (reading.first, reading.last, reading.granularity) == (None, None, None)


@pytest.mark.parametrize("sentence", NO_TIME)
def test_a_number_or_a_word_that_is_no_time(sentence: str) -> None:
    assert dates.find(sentence, PUBLISHED) == []


def test_another_country_s_feast_is_not_the_american_one() -> None:
    assert dates.find("Ukraine's Independence Day parade was cancelled.", PUBLISHED) == []


def test_the_day_of_publication_settles_which_number_is_the_month() -> None:
    (near,) = dates.find("Posted 05/01/2023.", PUBLISHED)
    (far,) = dates.find("Posted 05/01/2023.", date(2023, 8, 1))
    assert (near.first, far.first) == (PUBLISHED, None)
