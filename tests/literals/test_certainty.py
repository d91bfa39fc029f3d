"""Certainty: tables of cases that read as documentation, and what holds for every string."""

import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.literals import certainty
from extractor.schema import Act, Kind, Modality, Polarity

MODALITY: list[tuple[str, Act, Modality]] = [
    # the words alone
    ("The bridge is closed", "said", "certain"),
    ("The bridge may be closed", "said", "possible"),
    ("The bridge might be closed", "said", "possible"),
    ("The bridge could collapse", "said", "possible"),
    ("The bridge is probably closed", "said", "probable"),
    ("The bridge is likely closed", "said", "probable"),
    ("The bridge is reportedly closed", "said", "probable"),
    ("The bridge should hold", "said", "probable"),
    ("Perhaps the bridge is closed", "said", "possible"),
    ("The bridge appears to be closed", "said", "possible"),
    ("The wall is believed to be Roman", "said", "probable"),
    ("The bridge will reopen", "said", "probable"),
    ("The town plans to reopen it", "said", "probable"),
    ("The bridge won't reopen", "said", "probable"),
    # a month and a name are no hedge
    ("The bridge closed in May", "said", "certain"),
    ("May Lind closed the bridge", "said", "certain"),
    ("May the bridge last", "said", "certain"),
    ("The boat of Will Hale sank", "said", "certain"),
    ("Will Hale sank the boat", "said", "certain"),
    # nobody could: a fact
    ("The crew could not swim", "said", "certain"),
    ("The crew could not have swum", "said", "possible"),
    ("They left as soon as possible", "said", "certain"),
    ("A possible leak sank it", "said", "possible"),
    ("The bridge is unlikely to open", "said", "probable"),
    ("Lind was said to own the ferry", "said", "probable"),
    ("The wall must have fallen at night", "said", "probable"),
    ("I think the ferry sank", "said", "probable"),
    # what is asked or put on a condition, nobody commits to
    ("Did the ferry sink?", "said", "underspecified"),
    ("The ferry sinks if it rains", "said", "underspecified"),
    ("Unless it rains, the ferry runs", "said", "underspecified"),
    ("It is unclear whether the ferry sank", "said", "underspecified"),
    ("It looks as if the ferry sank", "said", "certain"),
    ("Hundreds, if not thousands, came", "said", "certain"),
    # the lowest level stands
    ("It will probably rain and may flood", "said", "possible"),
    # the act of saying
    ("40 boats sank", "reported", "certain"),
    ("40 boats sank", "confirmed", "certain"),
    ("40 boats sank", "denied", "certain"),
    ("40 boats sank", "estimated", "probable"),
    ("40 boats sank", "predicted", "probable"),
    ("40 boats sank", "believed", "probable"),
    ("the road opens", "promised", "probable"),
    ("40 boats sank", "alleged", "possible"),
    ("the road be opened", "demanded", "underspecified"),
    ("where the ferry is", "asked", "underspecified"),
    ("to comment", "declined", "underspecified"),
    ("40 boats may have sunk", "estimated", "possible"),
    ("40 boats may have sunk", "asked", "underspecified"),
]

POLARITY: list[tuple[str, Polarity]] = [
    ("The bridge is open", "positive"),
    ("The bridge is not open", "negative"),
    ("The bridge isn't open", "negative"),
    ("The bridge isn’t open", "negative"),
    ("Nobody crossed the bridge", "negative"),
    ("No train ran on Monday", "negative"),
    ("None of the 40 boats sank", "negative"),
    ("The bridge never opened", "negative"),
    ("The bridge cannot open", "negative"),
    ("They left without a map", "positive"),
    ("Storm Ada killed 14 people and left 2,000 homes without power", "positive"),
    ("They did not rule out a rise of 5 points", "positive"),
    # bounds and emphasis negate nothing
    ("No fewer than 40 boats sank", "positive"),
    ("No more than 40 boats sank", "positive"),
    ("No later than May, the road opens", "positive"),
    ("Not only boats sank", "positive"),
    ("Not just boats sank", "positive"),
    ("No fewer than 40 boats did not sink", "negative"),
    # only the main clause counts
    ("Lind, who is not a sailor, owns the ferry", "positive"),
    ("The road, which never had a name, is open", "positive"),
    ("The road closed because nobody paid", "positive"),
    ("The road opened although the bridge is not safe", "positive"),
    ("The road is not open because the bridge fell", "negative"),
    ("Lind, who is a sailor, did not swim", "negative"),
    ("Because it did not rain, the crop failed", "positive"),
    # implied: the clause is turned, or only what somebody did not do
    ("The council failed to open the bridge", "negative"),
    ("The bridge is unlikely to open", "negative"),
    ("Hardly anybody came", "negative"),
    ("Lind refused to resign", "positive"),
    ("Lind barely survived", "positive"),
    # a number and a name are no negation
    ("Lind lives at No 10", "positive"),
    ("Lind lives at No. 4", "positive"),
    ("The no-fly zone holds", "positive"),
    ("There is no doubt that it sank", "positive"),
    ("Hundreds, if not thousands, came", "positive"),
    # parts of words are no negation
    ("The notable northern nomad knows", "positive"),
]

HEDGES = [
    ("It may rain.", ["may"]),
    ("It possibly rained and probably hailed.", ["possibly", "probably"]),
    ("May was dry.", []),
    ("The maybes are many.", []),
    ("It is likely to rain.", ["likely"]),
    ("We estimate that 40 boats sank.", ["We estimate"]),
    ("The wall seems to be Roman.", ["seems to"]),
    ("The wall is Roman.", []),
]

KINDS: list[tuple[str, bool, Act, Kind]] = [
    # words, whether they hold a quantity, act
    ("The bridge collapsed", False, "said", "event"),
    ("Lind was elected in Orrin", False, "said", "event"),
    ("The ferry has sunk two boats in anger", False, "said", "event"),
    ("The lake is beautifully situated", False, "said", "state"),
    ("Lind had never swum", False, "said", "event"),
    ("Lind has two sisters", False, "said", "state"),
    ("The ship was hit at noon", False, "said", "event"),
    ("The ship was in the harbour", False, "said", "state"),
    ("The bridge is closed to cars", False, "said", "state"),
    ("The company has a harbour", False, "said", "state"),
    ("40 boats sank", True, "said", "statistic"),
    ("The storm caused the collapse", False, "said", "cause"),
    ("The collapse was due to rust", False, "said", "cause"),
    ("The road will open", False, "said", "forecast"),
    ("We'll open the road", False, "said", "forecast"),
    ("The road will cost 40 crowns", True, "said", "forecast"),
    ("the harvest fails", False, "predicted", "forecast"),
    ("The council plans to close the road", False, "said", "forecast"),
    ("The decision was shameful", False, "said", "opinion"),
    ("The road must open", False, "said", "opinion"),
    ("The Great Hall burned", False, "said", "event"),
    ("We believe in the ferry", False, "said", "opinion"),
    # what a court demands is no opinion, and "best known" no judgement
    ("Lind must appear in court", False, "said", "event"),
    ("Lind must pay 40 crowns", True, "said", "statistic"),
    ("Lind is best known for the bridge", False, "said", "state"),
]

CHECKABLE: list[tuple[Kind, Modality, str, bool]] = [
    ("event", "certain", "The bridge collapsed.", True),
    ("statistic", "probable", "Some 40 boats sank.", True),
    ("cause", "possible", "Rust may have caused it.", True),
    ("opinion", "certain", "The decision was shameful.", False),
    ("forecast", "probable", "The road will open.", False),
    ("state", "underspecified", "that the road be open", False),
    ("event", "certain", "Did the bridge collapse?", False),
    ("event", "certain", "Did the bridge collapse? ", False),
]


@pytest.mark.parametrize(("passage", "act", "level"), MODALITY)
def test_modality(passage: str, act: Act, level: Modality) -> None:
    assert certainty.modality(passage, act) == level


@pytest.mark.parametrize(("passage", "polarity"), POLARITY)
def test_polarity(passage: str, polarity: Polarity) -> None:
    assert certainty.polarity(passage) == polarity


def test_who_denies_holds_the_opposite() -> None:
    assert certainty.polarity("40 boats sank", "denied") == "negative"
    assert certainty.polarity("the bridge was not safe", "denied") == "positive"


@pytest.mark.parametrize(("passage", "found"), HEDGES)
def test_hedges(passage: str, found: list[str]) -> None:
    assert [passage[hedge.start : hedge.end] for hedge in certainty.hedges(passage)] == found


@pytest.mark.parametrize(("passage", "has_quantity", "act", "kind"), KINDS)
def test_kind(passage: str, has_quantity: bool, act: Act, kind: Kind) -> None:
    assert certainty.kind(passage, has_quantity=has_quantity, act=act) == kind


@pytest.mark.parametrize(("kind", "modality", "passage", "answer"), CHECKABLE)
def test_checkable(kind: Kind, modality: Modality, passage: str, answer: bool) -> None:
    assert certainty.checkable(kind, modality, passage) is answer


def test_a_negation_is_found_where_it_stands() -> None:
    passage = "No fewer than 40 boats did not sink."
    assert [passage[start:end] for start, end in certainty.negations(passage)] == ["not"]


NEWS = st.lists(
    st.sampled_from(
        ["no", "fewer", "than", "may", "May", "not", "only", "isn’t", "which", "will", "is", ",", "?", "İ"]
    ),
    max_size=20,
).map(" ".join)


@given(st.one_of(st.text(max_size=80), NEWS), st.sampled_from(get_args(Act)), st.booleans())
def test_any_string_has_a_certainty(passage: str, act: Act, has_quantity: bool) -> None:
    level, kind = certainty.modality(passage, act), certainty.kind(passage, has_quantity=has_quantity, act=act)
    assert level in get_args(Modality)
    assert kind in get_args(Kind)
    assert certainty.polarity(passage) in get_args(Polarity)
    assert certainty.checkable(kind, level, passage) in (True, False)
    places = [(hedge.start, hedge.end) for hedge in certainty.hedges(passage)] + certainty.negations(passage)
    assert all(0 <= start < end <= len(passage) for start, end in places)


@given(NEWS, st.sampled_from(get_args(Act)))
def test_a_hedge_never_makes_a_passage_more_certain(passage: str, act: Act) -> None:
    order = ["underspecified", "possible", "probable", "certain"]
    hedged = order.index(certainty.modality(f"perhaps {passage}", act))
    assert hedged <= order.index(certainty.modality(passage, act))


@pytest.mark.parametrize(
    "unit",
    [
        "not ",
        "may ",
        "no fewer than 40,000 boats on the quiet lake of Orrin, ",
        "which ",
        "has been a ",
        "x",
        "'s ",
        '"a" ',
    ],
)
def test_a_hostile_passage_ends(unit: str) -> None:
    passage, started = (unit * 100_000)[:100_000], time.perf_counter()
    certainty.modality(passage)
    certainty.polarity(passage)
    certainty.kind(passage, has_quantity=False)
    assert time.perf_counter() - started < 5
