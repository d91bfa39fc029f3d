"""What quantities count, out of what, and whether they are the size of a change."""

import pytest

from extractor.literals import quantities
from extractor.literals.quantities import QuantityReading

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
    ("Two of the victims survived.", "victims", "the victims"),
    ("It saw 5 deaths per 100,000 people.", "deaths", "100,000 people"),
    ("Petrol is $2.11 per gallon.", None, "gallon"),
    ("It costs $76 a barrel.", None, "barrel"),
    ("They make 300 cars a month.", "cars", "month"),
    ("He hired 20 more clerks.", "clerks", None),
    ("They quizzed 14 GOP candidates.", "GOP candidates", None),
    ("It drew 12 sports teams.", "sports teams", None),
    ("A five-point margin is enough.", "point", None),
    ("He gave no number but 64%.", None, None),
    ("Four different Orland-linked accounts closed.", "Orland-linked accounts", None),
    ("They ordered 30 Falken 737 MAX jets.", "Falken 737 MAX jets", None),
    ("It sells three COVID-19 vaccines.", "COVID-19 vaccines", None),
    ("She has 12 grandchildren.", "grandchildren", None),
    ("He drove in 4 RBIs.", "RBIs", None),
    ("The firm runs 16-game seasons.", "game", None),
    ("They seized 45 kg of resin worth a fortune.", "resin", None),
    ("One ranking puts him first.", "ranking", None),
    ("Two of the town's breakfasts were free.", "breakfasts", "the town's breakfasts"),
    ("It has 5 of its last jobs open.", "jobs", "its last jobs"),
    ("The number of cases rose to 1,250.", "cases", None),
    ("The death toll was 45.", "death toll", None),
    ("It was raised by an average of 7 degrees.", None, None),
    ("The $20-an-hour wage stands.", None, "hour"),
    ("It made 11 billion rupees a year ago.", None, None),
    ("A small town of 8.5 million grew.", None, None),
    ("A family of four pays rent.", None, None),
    ("A family of four needs the room.", None, None),
    ("A crew of 12 sailors sank.", "sailors", None),
    ("He pays 120 euros a year.", None, None),
    ("It draws 290,000 people a year.", "people", "year"),
    ("It has one vote next spring.", "vote", None),
    ("He sold five next-generation phones.", "next-generation phones", None),
    ("It is 42 per 100,000 residents.", None, "100,000 residents"),
    ("It is 3 per 1,000 live births.", None, "1,000 live births"),
    ("Sales fell, missing forecasts of ¥470 billion.", "forecasts", None),
    ("It beat expectations of $3 billion.", "expectations", None),
    ("Operating profit of $3 million is expected.", "profit", None),
    ("It has 2.1m registered users.", "registered users", None),
]

SHARED = [
    ("It rose from 240 to 273 seats.", {"240": "seats", "273": "seats"}),
    ("They scored 12 and 15 goals.", {"12": "goals", "15": "goals"}),
    ("It fell from 240 to 273 miles.", {"240": "miles", "273 miles": None}),
    ("Nine people died and 21 were hurt.", {"Nine": "people", "21": "people"}),
    ("She has 520 delegates compared with 39 who back him.", {"520": "delegates", "39": "delegates"}),
    ("Of 120 inmates, 80 were freed.", {"120": "inmates", "80": "inmates"}),
    ("It has five ferries, two of which sank.", {"five": "ferries", "two": "ferries"}),
    ("The index fell 103.8 points to 26,500.25.", {"103.8": "points", "26,500.25": "points"}),
    ("The index rose 0.5 percent to 26,500.", {"0.5 percent": None, "26,500": None}),
    ("It had 75,000 jobs, below the 185,000 forecast.", {"75,000": "jobs", "185,000": "jobs"}),
    ("Two men, 35 and 40, were held.", {"Two": "men", "35": None, "40": None}),
    ("Two of the four bosses left.", {"Two": "bosses", "four": "bosses"}),
    ("They won 13 of their last 15 games.", {"13": "games", "15": "games"}),
    ("It is 3 million of the isle's 11 million people.", {"3 million": "people", "11 million": "people"}),
    ("The index fell 20 points to 500, or 3%.", {"20": "points", "500": "points", "3%": None}),
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
    ("Output doubled.", "increase"),
    ("Prices more than tripled.", "increase"),
    ("The firm increased its stake 5 percent.", "increase"),
    ("It reported a 5 percent annual rise.", "increase"),
    ("The fund is 0.4% higher.", "increase"),
    ("Staff was halved.", "decrease"),
    ("The share lost 3%.", "decrease"),
    ("He lost $3 million.", "level"),
    ("Women made up 46 percent.", "level"),
    ("Exports fell 3 percentage points.", "decrease"),
    ("Output dropped by more than 9%.", "decrease"),
    ("A 40% cut was ordered.", "decrease"),
    ("Rents rose to 5 percent.", "level"),
    ("They raised $5 million.", "level"),
    ("Turnout was 5 percent.", "level"),
    ("It fell about 2,000 pages short of it.", "level"),
    ("Oil fell below $10.", "level"),
    ("It will fall below 3%.", "level"),
    ("It dropped under €5.", "level"),
    ("The index rose above 4,000.", "level"),
    ("The index rose over 4,000.", "level"),
    ("Rents rose slightly above 3 percent.", "level"),
    ("Rents rose over 5%.", "increase"),
    ("They saw an under 3% increase.", "increase"),
    ("The tower rises 300 m.", "level"),
    ("The river rose 5 m.", "increase"),
    ("Support was 3.2 points lower.", "decrease"),
]


def the_one(sentence: str) -> QuantityReading:
    found = quantities.find(sentence)
    assert len(found) == 1, [sentence[each.start : each.end] for each in found]
    return found[0]


@pytest.mark.parametrize(("sentence", "measure", "base"), ABOUT_WHAT)
def test_what_is_counted_and_out_of_what(sentence: str, measure: str | None, base: str | None) -> None:
    reading = the_one(sentence)
    assert (reading.measure and sentence[slice(*reading.measure)]) == measure
    assert (reading.base and sentence[slice(*reading.base)]) == base


@pytest.mark.parametrize(("sentence", "change"), CHANGES)
def test_change_is_told_from_level(sentence: str, change: str) -> None:
    assert the_one(sentence).change == change


@pytest.mark.parametrize(("sentence", "measures"), SHARED)
def test_numbers_share_what_they_count(sentence: str, measures: dict[str, str | None]) -> None:
    found = quantities.find(sentence)
    read = {sentence[each.start : each.end]: each.measure and sentence[slice(*each.measure)] for each in found}
    assert read == measures


def test_an_age_is_shared_as_a_unit() -> None:
    assert [each.unit for each in quantities.find("The thieves, aged 18 and 21, fled.")] == ["year", "year"]


def test_the_change_of_a_share_goes_on_behind_and() -> None:
    found = quantities.find("It saw decreases of 70% and 31%.")
    assert [each.change for each in found] == ["decrease", "decrease"]


def test_by_an_amount_to_an_amount_is_no_range() -> None:
    found = quantities.find("The bank raised it by 5 cents to 45 cents.")
    assert [(str(each.value), each.change) for each in found] == [("5", "increase"), ("45", "level")]


def test_from_a_level_to_a_level_is_no_range() -> None:
    found = quantities.find("Fares rose from 5% to 10%.")
    assert [each.value for each in found] == [5, 10]
    assert {(each.comparator, each.change) for each in found} == {("exactly", "level")}


def test_a_change_and_the_level_it_led_to_are_two_quantities() -> None:
    found = quantities.find("The index rose 17.6 points or 0.58% to 3,044.35.")
    assert [(str(each.value), each.unit) for each in found] == [("17.6", None), ("0.58", "percent"), ("3044.35", None)]
    assert [each.change for each in found] == ["increase", "increase", "level"]


def test_a_base_goes_on_behind_its_owner() -> None:
    sentence = "It is 3 million of the isle's 11 million people."
    base = quantities.find(sentence)[0].base
    assert base
    assert sentence[slice(*base)] == "the isle's 11 million people"


def test_a_mark_that_was_passed_bounds_the_level() -> None:
    found = [quantities.find(sentence)[0] for sentence in ("Oil fell below $10.", "Oil rose above $10.")]
    assert [each.comparator for each in found] == ["less_than", "more_than"]


def test_a_base_with_a_number_is_no_quantity_of_its_own() -> None:
    sentence = "It saw 5 deaths per 100,000 people and 12 of the 30 wards closed."
    assert [str(each.value) for each in quantities.find(sentence)] == ["5", "12", "30"]
