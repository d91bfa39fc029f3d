"""Quantities: tables of cases that read as documentation, and what holds for every string."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.literals import quantities
from extractor.literals.quantities import QuantityReading

ONE = [
    # digits, words and scales
    ("The flood displaced 41,300 residents.", "41,300", "41300", "exactly", None),
    ("Engineers replaced 1234 bolts.", "1234", "1234", "exactly", None),
    ("The lake lost 12\u202f500 fish.", "12\u202f500", "12500", "exactly", None),
    ("Some 1,23,456 voters queued.", "Some 1,23,456", "123456", "about", None),
    ("The vaccine reached 1.2 million children.", "1.2 million", "1200000", "exactly", None),
    ("Twenty-three miners surfaced.", "Twenty-three", "23", "exactly", None),
    ("They rescued three hundred and five sheep.", "three hundred and five", "305", "exactly", None),
    ("He owns two thousand four hundred books.", "two thousand four hundred", "2400", "exactly", None),
    ("The order covers two dozen buses.", "two dozen", "24", "exactly", None),
    ("A dozen houses burned.", "A dozen", "12", "exactly", None),
    ("It employs a hundred people.", "a hundred", "100", "exactly", None),
    ("Half a million homes went dark.", "Half a million", "500000", "exactly", None),
    ("A quarter of a million birds nest there.", "A quarter of a million", "250000", "exactly", None),
    ("Two and a half million tickets were sold.", "Two and a half million", "2500000", "exactly", None),
    ("They planted a million and a half trees.", "a million and a half", "1500000", "exactly", None),
    ("Six hundred thousand pilgrims came.", "Six hundred thousand", "600000", "exactly", None),
    ("The park drew 10k runners.", "10k", "10000", "exactly", None),
    ("The canal serves 5m people.", "5m", "5000000", "exactly", None),
    ("The dam irrigates 3 lakh farms.", "3 lakh", "300000", "exactly", None),
    ("The recipe needs 2½ litres.", "2½ litres", "2.5", "exactly", "litre"),
    ("There is one solution.", "one", "1", "exactly", None),
    ("It shrank by .5 percent.", ".5 percent", "0.5", "exactly", "percent"),
    # bounds and approximations
    ("Around 4,200 homes lost power.", "Around 4,200", "4200", "about", None),
    ("About 90 sailors were rescued.", "About 90", "90", "about", None),
    ("Roughly 70 shops closed.", "Roughly 70", "70", "about", None),
    ("Approximately 300 letters arrived.", "Approximately 300", "300", "about", None),
    ("Some 500 troops left.", "Some 500", "500", "about", None),
    ("An estimated 3,000 whales migrate.", "An estimated 3,000", "3000", "about", None),
    ("It sold 40 or so copies.", "40 or so", "40", "about", None),
    ("Nearly 800 flights were cancelled.", "Nearly 800", "800", "nearly", None),
    ("Almost 60 villages are cut off.", "Almost 60", "60", "nearly", None),
    ("Close to 900 jobs will go.", "Close to 900", "900", "nearly", None),
    ("More than 6,650 employees walked out.", "More than 6,650", "6650", "more_than", None),
    ("Over 20,000 fans sang.", "Over 20,000", "20000", "more_than", None),
    ("Just over 20 students passed.", "Just over 20", "20", "more_than", None),
    ("Upwards of 70 boats sank.", "Upwards of 70", "70", "more_than", None),
    ("At least 12 climbers are missing.", "At least 12", "12", "at_least", None),
    ("No fewer than 40 bridges collapsed.", "No fewer than 40", "40", "at_least", None),
    ("The hall seats 100-plus guests.", "100-plus", "100", "at_least", None),
    ("Groups of 20 or more pay less.", "20 or more", "20", "at_least", None),
    ("Fewer than 30 pandas remain.", "Fewer than 30", "30", "less_than", None),
    ("Less than 1% of it burned.", "Less than 1%", "1", "less_than", "percent"),
    ("Under 50 guests came.", "Under 50", "50", "less_than", None),
    ("Well below 15 degrees is normal.", "Well below 15 degrees", "15", "less_than", "degree"),
    ("Up to 300 jobs are at risk.", "Up to 300", "300", "at_most", None),
    ("At most 7 judges may vote.", "At most 7", "7", "at_most", None),
    ("No more than 9 ships may dock.", "No more than 9", "9", "at_most", None),
    ("As many as 50 homes were hit.", "As many as 50", "50", "at_most", None),
    # shares
    ("Turnout was 64%.", "64%", "64", "exactly", "percent"),
    ("Turnout was 5 %.", "5 %", "5", "exactly", "percent"),
    ("Only 0.6 per cent replied.", "0.6 per cent", "0.6", "exactly", "percent"),
    ("The margin is 3 percentage points.", "3 percentage points", "3", "exactly", "percentage point"),
    ("The bank moved by 25 basis points.", "25 basis points", "25", "exactly", "basis point"),
    ("Almost half of the crew left.", "Almost half", "0.5", "nearly", "fraction"),
    ("Three quarters of the wheat is lost.", "Three quarters", "0.75", "exactly", "fraction"),
    ("One in five children skips breakfast.", "One in five", "0.2", "exactly", "fraction"),
    ("3 out of 10 wells are dry.", "3 out of 10", "0.3", "exactly", "fraction"),
    ("The majority are volunteers.", "The majority", "0.5", "more_than", "fraction"),
    ("A vast majority of tenants agreed.", "A vast majority", "0.5", "more_than", "fraction"),
    ("A small minority of farmers objected.", "A small minority", "0.5", "less_than", "fraction"),
    # money
    ("The bridge cost $2.3 million.", "$2.3 million", "2300000", "exactly", "USD"),
    ("He was fined €450.", "€450", "450", "exactly", "EUR"),
    ("The club paid £10m.", "£10m", "10000000", "exactly", "GBP"),
    ("The fund holds US$5bn.", "US$5bn", "5000000000", "exactly", "USD"),
    ("The mine sold for A$75 million.", "A$75 million", "75000000", "exactly", "AUD"),
    ("The house went for $US900,000.", "$US900,000", "900000", "exactly", "USD"),
    ("It pledged U.S.$40 million.", "U.S.$40 million", "40000000", "exactly", "USD"),
    ("A bowl costs ¥500.", "¥500", "500", "exactly", "JPY"),
    ("The well cost Rs 3 crore.", "Rs 3 crore", "30000000", "exactly", "INR"),
    ("Losses reached 5 million euros.", "5 million euros", "5000000", "exactly", "EUR"),
    ("She won 400 dollars.", "400 dollars", "400", "exactly", "USD"),
    ("It lent 70 Canadian dollars.", "70 Canadian dollars", "70", "exactly", "CAD"),
    ("They saved 8,000 Danish crowns.", "8,000 Danish crowns", "8000", "exactly", "DKK"),
    ("A ride is 9,000 won.", "9,000 won", "9000", "exactly", "KRW"),
    ("He moved USD 80 million abroad.", "USD 80 million", "80000000", "exactly", "USD"),
    ("The share closed at 118.5p.", "118.5p", "118.5", "exactly", "pence"),
    # units and ages
    ("The tunnel is 57 km long.", "57 km", "57", "exactly", "kilometre"),
    ("The tower is 72.7 metres tall.", "72.7 metres", "72.7", "exactly", "metre"),
    ("The reef spans 311 square miles.", "311 square miles", "311", "exactly", "square mile"),
    ("A 40-mile queue formed.", "40-mile", "40", "exactly", "mile"),
    ("Winds hit 120 km/h.", "120 km/h", "120", "exactly", "kilometre per hour"),
    ("It was -5 degrees.", "-5 degrees", "-5", "exactly", "degree"),
    ("It fell to minus 8 degrees Celsius.", "minus 8 degrees Celsius", "-8", "exactly", "degree Celsius"),
    ("Half a mile separates them.", "Half a mile", "0.5", "exactly", "mile"),
    ("A 23-year-old man was hurt.", "23-year-old", "23", "exactly", "year"),
    ("She is 45 years old.", "45 years old", "45", "exactly", "year"),
    ("The boy, aged 12, ran home.", "12", "12", "exactly", "year"),
    ("Ann Example, 45, declined.", "45", "45", "exactly", "year"),
    ("A 12-member panel met.", "12", "12", "exactly", None),
]

BETWEEN = [
    ("Between 5 and 10 barns burned.", "Between 5 and 10", 5, 10, None),
    ("It needs 20-30 nurses.", "20-30", 20, 30, None),
    ("It needs 20–30 nurses.", "20–30", 20, 30, None),
    ("It costs $3 to $5 billion.", "$3 to $5 billion", 3 * 10**9, 5 * 10**9, "USD"),
    ("It costs $3-5 billion.", "$3-5 billion", 3 * 10**9, 5 * 10**9, "USD"),
    ("It costs $200,000 to $4 million.", "$200,000 to $4 million", 200_000, 4_000_000, "USD"),
    ("From 5 to 10 percent abstained.", "From 5 to 10 percent", 5, 10, "percent"),
    ("There were 1 to 2 thousand geese.", "1 to 2 thousand", 1000, 2000, None),
    ("Five to six million tulips bloom.", "Five to six million", 5_000_000, 6_000_000, None),
    ("Two or three men fled.", "Two or three", 2, 3, None),
    ("About 5 to 10 tents remain.", "About 5 to 10", 5, 10, None),
    ("The trail runs 25 miles to 28 miles.", "25 miles to 28 miles", 25, 28, "mile"),
]

ABOUT_WHAT = [
    ("More than 100 casualties were counted.", "casualties", None),
    ("Seven European countries signed.", "European countries", None),
    ("Over 20 killed, said the mayor.", "killed", None),
    ("It names 30 wounded in action.", "wounded in action", None),
    ("A death toll of 300 was feared.", "death toll", None),
    ("They shipped 500 tonnes of grain.", "grain", None),
    ("It sent $3 billion in aid.", "aid", None),
    ("There is one solution.", "solution", None),
    ("A 12-member panel met.", "member", None),
    ("Half of those killed were guards.", None, "those killed"),
    ("It lost 60% of its revenue.", None, "its revenue"),
    ("A third of voters stayed home.", None, "voters"),
    ("Two-thirds of them left.", None, "them"),
    ("Half the country slept.", None, "the country"),
    ("One in five children coughs.", None, "children"),
    ("Two of the victims survived.", None, "the victims"),
    ("It saw 5 deaths per 100,000 people.", "deaths", "100,000 people"),
    ("He gave no number but 64%.", None, None),
]

CHANGES = [
    ("Rents rose by 5 percent.", "increase"),
    ("Rents rose 5 percent.", "increase"),
    ("Shares are up 0.2%.", "increase"),
    ("A 5% increase was agreed.", "increase"),
    ("Voters saw an increase of 5%.", "increase"),
    ("It is 20 percent more expensive.", "increase"),
    ("The index added: +0.3%.", "increase"),
    ("They raised fares by 7%.", "increase"),
    ("Exports fell 3 percentage points.", "decrease"),
    ("Output dropped by more than 9%.", "decrease"),
    ("A 40% cut was ordered.", "decrease"),
    ("Rents rose to 5 percent.", "level"),
    ("They raised $5 million.", "level"),
    ("Turnout was 5 percent.", "level"),
]

NONE = [
    "The law passed in 2023.",
    "The fair opens on May 1.",
    "The war began on February 24.",
    "She came third.",
    "It is the 21st edition.",
    "A third man was seen.",
    "The second half was dull.",
    "His half-brother lied.",
    "One of the witnesses cried.",
    "No one answered.",
    "One another they trusted.",
    "The shop opens at 5 p.m.",
    "The shop opens at 17:30.",
    "The G7 met.",
    "Covid-19 returned.",
    "A Boeing 737 landed.",
    "It invoked Article 5.",
    "He lives at No. 10.",
    "She runs Windows 11.",
    "The F-16 crashed.",
    "The 5G mast fell.",
    "Call 555-0199 now.",
    "Call 202 555 0123 for help.",
    "Many people left and some stayed.",
    "Thousands of people marched.",
    "They waited for three weeks.",
    "He left two years ago.",
    "It was a two-day summit.",
    "It was a three-way race.",
    "The attack of 9/11 changed it.",
    "They work 24/7.",
    "They won 3-2.",
    "The majority leader spoke.",
    "He wrote in the 1990s.",
    "The server is 192.168.1.1.",
    "",
    "No numbers at all.",
]


def the_one(sentence: str) -> QuantityReading:
    found = quantities.find(sentence)
    assert len(found) == 1, [sentence[each.start : each.end] for each in found]
    return found[0]


@pytest.mark.parametrize(("sentence", "words", "value", "comparator", "unit"), ONE)
def test_one_quantity(sentence: str, words: str, value: str, comparator: str, unit: str | None) -> None:
    reading = the_one(sentence)
    assert sentence[reading.start : reading.end] == words
    assert (reading.value, reading.comparator, reading.unit) == (Decimal(value), comparator, unit)


@pytest.mark.parametrize(("sentence", "words", "low", "high", "unit"), BETWEEN)
def test_a_range_has_two_ends_and_no_value(sentence: str, words: str, low: int, high: int, unit: str | None) -> None:
    reading = the_one(sentence)
    assert sentence[reading.start : reading.end] == words
    assert (reading.value, reading.comparator, reading.unit) == (None, "between", unit)
    assert reading.low == low
    assert reading.high == high


@pytest.mark.parametrize(("sentence", "measure", "base"), ABOUT_WHAT)
def test_what_is_counted_and_out_of_what(sentence: str, measure: str | None, base: str | None) -> None:
    reading = the_one(sentence)
    assert (reading.measure and sentence[slice(*reading.measure)]) == measure
    assert (reading.base and sentence[slice(*reading.base)]) == base


@pytest.mark.parametrize(("sentence", "change"), CHANGES)
def test_change_is_told_from_level(sentence: str, change: str) -> None:
    assert the_one(sentence).change == change


@pytest.mark.parametrize("sentence", NONE)
def test_no_quantity(sentence: str) -> None:
    assert quantities.find(sentence) == []


@pytest.mark.parametrize(
    ("literal", "low", "high"),
    [
        ("7", 7, 7),
        ("about 7", None, None),
        ("nearly 7", None, 7),
        ("more than 7", 7, None),
        ("at least 7", 7, None),
        ("less than 7", None, 7),
        ("at most 7", None, 7),
    ],
)
def test_what_a_bound_implies(literal: str, low: int | None, high: int | None) -> None:
    reading = quantities.read(literal)
    assert reading is not None
    assert reading.value == 7
    assert reading.low == low
    assert reading.high == high


def test_from_a_level_to_a_level_is_no_range() -> None:
    found = quantities.find("Fares rose from 5% to 10%.")
    assert [each.value for each in found] == [5, 10]
    assert {(each.comparator, each.change) for each in found} == {("exactly", "level")}


def test_a_bound_belongs_to_one_number() -> None:
    sentence = "Groups of 20 or more than 30 pay less."
    assert [sentence[each.start : each.end] for each in quantities.find(sentence)] == ["20", "more than 30"]


def test_quantities_come_in_text_order() -> None:
    sentence = "In 2021 it hired 40 cooks, about a third of them part-time, for $2 million."
    assert [sentence[each.start : each.end] for each in quantities.find(sentence)] == [
        "40",
        "about a third",
        "$2 million",
    ]


@pytest.mark.parametrize(
    ("literal", "value", "unit"),
    [
        ("over 20,000", 20_000, None),
        ("almost half", Decimal("0.5"), "fraction"),
        (" 64%, ", 64, "percent"),
        ("about 5.", 5, None),
        ("2023", 2023, None),
        ("three weeks", 3, "week"),
        ("one", 1, None),
    ],
)
def test_a_literal_named_as_a_quantity_is_read_whole(literal: str, value: Decimal, unit: str | None) -> None:
    reading = quantities.read(literal)
    assert reading is not None
    assert (reading.value, reading.unit) == (value, unit)


@pytest.mark.parametrize("literal", ["", "20,000 people", "Covid-19", "many", "5 and 6", "the 21st", "..."])
def test_a_literal_that_is_no_quantity(literal: str) -> None:
    assert quantities.read(literal) is None


@given(st.integers(0, 10**15))
def test_a_number_reads_back_from_grouped_digits(number: int) -> None:
    reading = quantities.read(f"{number:,}")
    assert reading is not None
    assert reading.value == number


WORDS = (
    "a an the half of third of - – ' ’ . , / : $ US % 5 10 2,000 2023 1.5 million dozen one five hundred and to from "
    "between more than nearly at least year old per cent in majority killed people + minus m 21 "
    "st or than over plus ½ é İ 😀 ٣"
)
PIECES = st.sampled_from([*WORDS.split(), "\u00a0", "\u202f"])


@given(st.one_of(st.text(), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)))
def test_any_string_is_read_without_error(sentence: str) -> None:
    found = quantities.find(sentence)
    quantities.read(sentence)
    at = 0
    for each in found:
        assert at <= each.start < each.end <= len(sentence)
        at = each.end
        assert (each.value is None) == (each.comparator == "between")
        assert each.low is None or each.high is None or each.low <= each.high
        for span in (each.measure, each.base):
            assert span is None or 0 <= span[0] < span[1] <= len(sentence)


@pytest.mark.parametrize("piece", ["1", "1-", "1,", "one ", "five million ", "half of the ", "between 1 and "])
def test_a_hostile_string_is_read_in_linear_time(piece: str) -> None:
    quantities.find(piece * (100_000 // len(piece)))  # anything but linear would not come back
