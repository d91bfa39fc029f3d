"""Quantities: one table for each thing that is read, as documentation."""

from decimal import Decimal

import pytest

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
    ("The survey cost 12,34,567.89 rupees.", "12,34,567.89 rupees", "1234567.89", "exactly", "INR"),
    ("It grew by 10,5 percent.", "10,5 percent", "10.5", "exactly", "percent"),
    ("The herd counts 1 234 567 head.", "1 234 567", "1234567", "exactly", None),
    ("They counted 3 hundred and 21 seals.", "3 hundred and 21", "321", "exactly", None),
    ("He sold 4 thousand 3 hundred tickets.", "4 thousand 3 hundred", "4300", "exactly", None),
    ("The mast is fifty-two point five metres.", "fifty-two point five metres", "52.5", "exactly", "metre"),
    ("The bakery sold twelve hundred loaves.", "twelve hundred", "1200", "exactly", None),
    ("The debt is three lakh crore rupees.", "three lakh crore rupees", "3000000000000", "exactly", "INR"),
    ("Its mass is 6.5x10^6 kg.", "6.5x10^6 kg", "6500000", "exactly", "kilogram"),
    ("The club has 10M fans.", "10M", "10000000", "exactly", None),
    ("The cable is 10 1/2 miles long.", "10 1/2 miles", "10.5", "exactly", "mile"),
    ("The reading was minus five point two.", "minus five point two", "-5.2", "exactly", None),
    ("They have five-and-a-half million members.", "five-and-a-half million", "5500000", "exactly", None),
    ("It holds a half-dozen seats.", "a half-dozen", "6", "exactly", None),
    ("Only one strong candidate is left.", "one", "1", "exactly", None),
    ("It helps one Orlanian trader.", "one", "1", "exactly", None),
    ("Half million homes went dark.", "Half million", "500000", "exactly", None),
    ("It rallied hundred thousand voters.", "hundred thousand", "100000", "exactly", None),
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
    ("As few as 5 voters decided it.", "As few as 5", "5", "at_least", None),
    ("Sales exceeded 300 cars.", "exceeded 300", "300", "more_than", None),
    ("In excess of 80 trees fell.", "In excess of 80", "80", "more_than", None),
    ("The queue was longer than 2 miles.", "longer than 2 miles", "2", "more_than", "mile"),
    ("A fine of not less than $500 applies.", "not less than $500", "500", "at_least", "USD"),
    ("Loans less than or equal to $900 are free.", "less than or equal to $900", "900", "at_most", "USD"),
    ("Only cups >= 30 ml count.", ">= 30 ml", "30", "at_least", "millilitre"),
    ("Smaller than 12 inches is too small.", "Smaller than 12 inches", "12", "less_than", "inch"),
    ("Voters aged 45 and older agreed.", "45 and older", "45", "at_least", "year"),
    ("Somewhere in the region of 60 boats sailed.", "in the region of 60", "60", "about", None),
    ("It took 20-odd calls.", "20-odd", "20", "about", None),
    ("About 500 or more fish died.", "About 500 or more", "500", "at_least", None),
    ("The error is plus or minus 3 points.", "plus or minus 3", "3", "about", None),
    ("The error is +/-3 points.", "+/-3", "3", "about", None),
    ("As many as 1900 geese flew south.", "As many as 1900", "1900", "at_most", None),
    ("As many as one member may stay.", "As many as one", "1", "at_most", None),
    ("Just short of 400 pages are blank.", "Just short of 400", "400", "nearly", None),
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
    ("About 4 in 10 say so.", "About 4 in 10", "0.4", "about", "fraction"),
    ("Two in five adults smoke.", "Two in five", "0.4", "exactly", "fraction"),
    ("3/4 of it is sand.", "3/4", "0.75", "exactly", "fraction"),
    ("A tenth of the fleet is idle.", "A tenth", "0.1", "exactly", "fraction"),
    ("Two hundredths of it was gold.", "Two hundredths", "0.02", "exactly", "fraction"),
    ("Around 1 in every 100 bats has it.", "Around 1 in every 100", "0.01", "about", "fraction"),
    ("It is a one-in-five chance.", "one-in-five", "0.2", "exactly", "fraction"),
    ("Three in four teachers agree.", "Three in four", "0.75", "exactly", "fraction"),
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
    ("It fetched 420 million Finnish markka.", "420 million Finnish markka", "420000000", "exactly", "FIM"),
    ("They owe 20 million Kenyan shillings.", "20 million Kenyan shillings", "20000000", "exactly", "KES"),
    ("The toll is 100 ₡.", "100 ₡", "100", "exactly", "CRC"),
    ("It made a loss of 30 MUSD.", "30 MUSD", "30000000", "exactly", "USD"),
    ("It won 75 USD million.", "75 USD million", "75000000", "exactly", "USD"),
    ("The cap is AUD$ 15.", "AUD$ 15", "15", "exactly", "AUD"),
    ("It cost 3 dollars 50 cents.", "3 dollars 50 cents", "3.5", "exactly", "USD"),
    ("Oil is above $76 US a barrel.", "above $76 US", "76", "more_than", "USD"),
    ("He moved 10,000 bitcoins.", "10,000 bitcoins", "10000", "exactly", "bitcoin"),
    ("The levy is 12 cents.", "12 cents", "12", "exactly", "cent"),
    # units and ages
    ("The tunnel is 57 km long.", "57 km", "57", "exactly", "kilometre"),
    ("The tower is 72.7 metres tall.", "72.7 metres", "72.7", "exactly", "metre"),
    ("The reef spans 311 square miles.", "311 square miles", "311", "exactly", "square mile"),
    ("A 40-mile queue formed.", "40-mile", "40", "exactly", "mile"),
    ("Winds hit 120 km/h.", "120 km/h", "120", "exactly", "kilometre per hour"),
    ("It pumps 900 barrels a day.", "900 barrels a day", "900", "exactly", "barrel per day"),
    ("A 5 W lamp is enough.", "5 W", "5", "exactly", "watt"),
    ("The plant makes 300MW.", "300MW", "300", "exactly", "megawatt"),
    ("It holds 64GB.", "64GB", "64", "exactly", "gigabyte"),
    ("The screen is 25.5″ wide.", "25.5″", "25.5", "exactly", "inch"),
    ("She is 6ft 3in tall.", "6ft 3in", "6.25", "exactly", "foot"),
    ("A 5,000-square-foot barn burned.", "5,000-square-foot", "5000", "exactly", "square foot"),
    ("The plot has 450 m2.", "450 m2", "450", "exactly", "square metre"),
    ("It was 104F.", "104F", "104", "exactly", "degree Fahrenheit"),
    ("The limit is 15 ppb.", "15 ppb", "15", "exactly", "part per billion"),
    ("It is 4x larger.", "4x", "4", "exactly", "times"),
    ("Demand rose tenfold.", "tenfold", "10", "exactly", "times"),
    ("It was -5 degrees.", "-5 degrees", "-5", "exactly", "degree"),
    ("It fell to minus 8 degrees Celsius.", "minus 8 degrees Celsius", "-8", "exactly", "degree Celsius"),
    ("Half a mile separates them.", "Half a mile", "0.5", "exactly", "mile"),
    ("A 23-year-old man was hurt.", "23-year-old", "23", "exactly", "year"),
    ("She is 45 years old.", "45 years old", "45", "exactly", "year"),
    ("The boy, aged 12, ran home.", "12", "12", "exactly", "year"),
    ("Ann Example, 45, declined.", "45", "45", "exactly", "year"),
    ("They met Ann Example, 45.", "45", "45", "exactly", "year"),
    ("Children under age 21 pay less.", "under age 21", "21", "less_than", "year"),
    ("Women under 35 voted for it.", "under 35", "35", "less_than", "year"),
    ("She left when she turned 18.", "18", "18", "exactly", "year"),
    ("He is 6-foot-3.", "6-foot-3", "6.25", "exactly", "foot"),
    ("She weighs 140 pounds.", "140 pounds", "140", "exactly", "pound"),
    ("A 5,000-pound bell rang.", "5,000-pound", "5000", "exactly", "pound"),
    ("They found 20 pounds of clay.", "20 pounds", "20", "exactly", "pound"),
    ("The pump is 3.7 times faster.", "3.7 times", "3.7", "exactly", "times"),
    ("It was minus 22 Fahrenheit.", "minus 22 Fahrenheit", "-22", "exactly", "degree Fahrenheit"),
    ("A 12-member panel met.", "12", "12", "exactly", None),
    ("A 300-strong crowd sang.", "300", "300", "exactly", None),
    # a country before its sign, and an article
    ("A $900 million loan was approved.", "$900 million", "900000000", "exactly", "USD"),
    ("The Series A $20 million round closed.", "$20 million", "20000000", "exactly", "USD"),
    ("A Series C $5m round closed.", "$5m", "5000000", "exactly", "USD"),
    ("He lent C$5 million.", "C$5 million", "5000000", "exactly", "CAD"),
    ("NZ $5 was lost.", "NZ $5", "5", "exactly", "NZD"),
    # a million or metres
    ("It has 2.1m registered users.", "2.1m", "2100000", "exactly", None),
    ("It plans 1.5m new homes.", "1.5m", "1500000", "exactly", None),
    ("It hosts 3m Orlanian refugees.", "3m", "3000000", "exactly", None),
    ("It uses 3m cubic metres of water.", "3m cubic metres", "3000000", "exactly", "cubic metre"),
    ("It gave 2m of them away.", "2m", "2000000", "exactly", None),
    ("The fund has 5m.", "5m", "5000000", "exactly", None),
    ("It fell by 3m from last year.", "3m", "3000000", "exactly", None),
    ("A 10m-strong army marched.", "10m", "10000000", "exactly", None),
    ("The 5 m people left.", "5 m", "5000000", "exactly", None),
    ("The 4m square metre plot was sold.", "4m square metre", "4000000", "exactly", "square metre"),
    ("It saw a 3m increase in visits.", "3m", "3000000", "exactly", None),
    ("It raised 3m from investors.", "3m", "3000000", "exactly", None),
    ("It lies within 50m of the gate.", "50m", "50", "exactly", "metre"),
    ("The tower is 300 m tall.", "300 m", "300", "exactly", "metre"),
    ("The wall is 12 m wide.", "12 m", "12", "exactly", "metre"),
    ("The ship is 90m long.", "90m", "90", "exactly", "metre"),
    ("A 5 m wave hit it.", "5 m", "5", "exactly", "metre"),
    ("Waves of 12m hit it.", "12m", "12", "exactly", "metre"),
    ("A 10m-high wall fell.", "10m", "10", "exactly", "metre"),
    ("The pit is 40m deep.", "40m", "40", "exactly", "metre"),
    ("The rock fell 5m from a ledge.", "5m", "5", "exactly", "metre"),
    ("It lies 20m below the road.", "20m", "20", "exactly", "metre"),
    ("The men's 100m final is next.", "100m", "100", "exactly", "metre"),
    ("It stretches 80m to a well.", "80m", "80", "exactly", "metre"),
    ("It was minus 5 C outside.", "minus 5 C", "-5", "exactly", "degree Celsius"),
    ("It was -5 C outside.", "-5 C", "-5", "exactly", "degree Celsius"),
    ("The temperature reached 38 C.", "38 C", "38", "exactly", "degree Celsius"),
    # a rate, a share and a multiple
    ("It dug 4.1 million tonnes a year.", "4.1 million tonnes a year", "4100000", "exactly", "tonne per year"),
    ("It dug 4.1 million tonnes a year earlier.", "4.1 million tonnes", "4100000", "exactly", "tonne"),
    ("One in 250 died.", "One in 250", "0.004", "exactly", "fraction"),
    ("It is 30 times heavier.", "30 times", "30", "exactly", "times"),
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
    ("It costs 5 per cent to 20 per cent.", "5 per cent to 20 per cent", 5, 20, "percent"),
    ("The laser needs 5-10W.", "5-10W", 5, 10, "watt"),
    ("More than 20 and less than 30 seats are free.", "More than 20 and less than 30", 20, 30, None),
    ("At most 100 and at least 20 apples.", "At most 100 and at least 20", 20, 100, None),
    ("From 5 through 9 pupils came.", "From 5 through 9", 5, 9, None),
    ("Rain dropped 10 to 15 inches.", "10 to 15 inches", 10, 15, "inch"),
    ("It costs $10 million-$12 million.", "$10 million-$12 million", 10**7, 12 * 10**6, "USD"),
    ("The guard serves ages 30 to 44.", "30 to 44", 30, 44, "year"),
    ("It takes 20~30 bricks.", "20~30", 20, 30, None),
    ("It costs 80 cents to $1.10.", "80 cents to $1.10", Decimal("0.8"), Decimal("1.1"), "USD"),
    ("It is between 2m and 3m deep.", "between 2m and 3m", 2, 3, "metre"),
    ("Some 2-3m people left.", "Some 2-3m", 2_000_000, 3_000_000, None),
    ("Wages rose by 5 to 10 percent.", "5 to 10 percent", 5, 10, "percent"),
    ("Wages rose by two to three points.", "two to three", 2, 3, None),
    ("Fares rose by $3 to $5 billion.", "$3 to $5 billion", 3 * 10**9, 5 * 10**9, "USD"),
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
    "The third-party candidate won.",
    "The 2018 sales were good.",
    "She moved to 49 Zorro Ranch Road.",
    "He left 20 and 50 years ago.",
    "They went from one to another.",
    "It has zero tolerance for it.",
    "They doubled down.",
    "The parcel is 671782746331594752.",
    "The server is 192.168.1.1.",
    "It rained since at least 1980.",
    "If one adds the islands, it works.",
    "They went from one country to another.",
    "It was the best defence, one she cannot use.",
    "The only one left was Ann.",
    "He dissented from the majority.",
    "The 2 millionth visitor came.",
    "Goals: 1) read 2) write.",
    'The page says time="1449075600" there.',
    "The FTSE 100 was up.",
    "It closed on Mai 6, 2016.",
    "The two-time champion wore a six-figure watch.",
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
def test_a_range_has_two_ends_and_no_value(
    sentence: str, words: str, low: Decimal, high: Decimal, unit: str | None
) -> None:
    reading = the_one(sentence)
    assert sentence[reading.start : reading.end] == words
    assert (reading.value, reading.comparator, reading.unit) == (None, "between", unit)
    assert reading.low == low
    assert reading.high == high


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


TWO = [
    ("The town grew by 10,000 to 230,000.", ("10000", "increase", None), ("230000", "level", None)),
    ("The group grew by two to 14.", ("2", "increase", None), ("14", "level", None)),
    ("It rose by $3 million to $10 million.", ("3000000", "increase", "USD"), ("10000000", "level", "USD")),
    ("The pool is 30 m by 20 m.", ("30", "level", "metre"), ("20", "level", "metre")),
    ("It sold 40m shares, 2m of them abroad.", ("40000000", "level", None), ("2000000", "level", None)),
    ("Rents rose 3% in May and 4% in June.", ("3", "increase", "percent"), ("4", "increase", "percent")),
    ("Rents rose to 3% in May and 4% in June.", ("3", "level", "percent"), ("4", "level", "percent")),
    ("Rents rose 3% in May and 4% of them fell.", ("3", "increase", "percent"), ("4", "level", "percent")),
    ("Support fell 3.2 points to 41%.", ("3.2", "decrease", "percentage point"), ("41", "level", "percent")),
    ("It was 3.2 points lower at 41%.", ("3.2", "decrease", "percentage point"), ("41", "level", "percent")),
    ("It cut the rate by half a point to 5.5%.", ("0.5", "decrease", "percentage point"), ("5.5", "level", "percent")),
    ("Support was 41%, up 2 points.", ("41", "level", "percent"), ("2", "increase", "percentage point")),
    ("It stood at 41%, a drop of 3 points.", ("41", "level", "percent"), ("3", "decrease", "percentage point")),
    ("The index rose 300 points to 3% above it.", ("300", "increase", None), ("3", "level", "percent")),
    ("The index fell 103 points, or 0.5%.", ("103", "decrease", None), ("0.5", "decrease", "percent")),
    ("It rose from 80 cents to $1.10.", ("0.8", "level", "USD"), ("1.1", "level", "USD")),
]


@pytest.mark.parametrize(("sentence", "one", "other"), TWO)
def test_two_quantities_side_by_side(
    sentence: str, one: tuple[str, str, str | None], other: tuple[str, str, str | None]
) -> None:
    found = [(each.value, each.change, each.unit) for each in quantities.find(sentence)]
    assert found == [(Decimal(value), change, unit) for value, change, unit in (one, other)]


@pytest.mark.parametrize(
    "literal", ["", "1 " * 501 + "1", "20,000 people", "Covid-19", "many", "5 and 6", "the 21st", "..."]
)
def test_a_literal_that_is_no_quantity(literal: str) -> None:
    assert quantities.read(literal) is None
