"""The clauses of a passage: a table of cases that reads as documentation, and what holds for every string."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.literals.language import clauses
from extractor.literals.language.clauses import Part
from extractor.literals.language.words import listed

MAIN = [
    # one clause stays one
    ("The flood displaced 41,300 people.", ["The flood displaced 41,300 people"]),
    ("However, the road opened.", ["the road opened"]),
    ("Boats and cars collided.", ["Boats and cars collided"]),
    ("She bought bread and butter.", ["She bought bread and butter"]),
    ("The tax, introduced in May, was repealed.", ["The tax, introduced in May, was repealed"]),
    # abbreviations end no sentence
    ("Gen. Ivo Trant met Dr. Ada Moor.", ["Gen. Ivo Trant met Dr. Ada Moor"]),
    ("The U.S. Army left.", ["The U.S. Army left"]),
    # sentences
    ("The road opened. The bridge was closed.", ["The road opened", "The bridge was closed"]),
    ("The road is open! Is the bridge closed?", ["The road is open!", "Is the bridge closed?"]),
    # coordination
    ("The road opened but the bridge was closed.", ["The road opened", "the bridge was closed"]),
    ("The road opened; the bridge was closed.", ["The road opened", "the bridge was closed"]),
    ("The road opened while the bridge was closed.", ["The road opened", "the bridge was closed"]),
    ("The mayor opened it, and the council closed it.", ["The mayor opened it", "the council closed it"]),
    ("The mayor left and the council has closed it.", ["The mayor left", "the council has closed it"]),
    # "yet" joins clauses only behind a comma
    ("We do not know yet when it will open.", ["We do not know yet when it will open"]),
    ("The road is open, yet the bridge was closed.", ["The road is open", "the bridge was closed"]),
    # content that hangs on one verb stays with it
    ("He knows that it rained and that it will rain.", ["He knows that it rained and that it will rain"]),
    # an aside inside quotation marks is the speaker's
    ('She wrote "the ferry, which sank, was old" to all.', ['She wrote "the ferry, which sank, was old" to all']),
]

PARTS = [
    # sentence, then (words, role, subject) of each part
    (
        "The storm killed 40 people, including 2,100 children.",
        [("The storm killed 40 people", "main", None), ("2,100 children", "included", "The storm")],
    ),
    (
        "The ferry, which caught fire in May, carried 40 people.",
        [("caught fire in May", "relative", "The ferry"), ("carried 40 people", "predicate", "The ferry")],
    ),
    (
        "Mara Lind, who runs the port, closed the road.",
        [("runs the port", "relative", "Mara Lind"), ("closed the road", "predicate", "Mara Lind")],
    ),
    (
        "He thanked Mara Lind, who runs the port.",
        [("He thanked Mara Lind", "main", None), ("runs the port", "relative", "Mara Lind")],
    ),
    (
        "They met in Orrin, where it rained.",
        [("They met in Orrin", "main", None), ("where it rained", "relative", "Orrin")],
    ),
    (
        "The town mourned Ada Moor, whose boat was lost.",
        [("The town mourned Ada Moor", "main", None), ("whose boat was lost", "relative", "Ada Moor")],
    ),
    (
        "The mayor opened the road and closed the bridge.",
        [("The mayor opened the road", "main", None), ("closed the bridge", "predicate", "The mayor")],
    ),
    (
        "The mayor opened the road but has closed the bridge.",
        [("The mayor opened the road", "main", None), ("has closed the bridge", "predicate", "The mayor")],
    ),
]


def words(text: str, part: Part) -> tuple[str, str, str | None]:
    """What a part stands for: its words, its role, the words it is about."""
    subject = None if part.subject is None else text[slice(*part.subject)]
    return text[part.start : part.end], part.role, subject


@pytest.mark.parametrize(("sentence", "mains"), MAIN)
def test_main_clauses(sentence: str, mains: list[str]) -> None:
    assert [words(sentence, part) for part in clauses.split(sentence)] == [(main, "main", None) for main in mains]


@pytest.mark.parametrize(("sentence", "parts"), PARTS)
def test_clauses_with_a_subject_elsewhere(sentence: str, parts: list[tuple[str, str, str | None]]) -> None:
    assert [words(sentence, part) for part in clauses.split(sentence)] == parts


def test_words_behind_an_aside_belong_to_what_stands_before_it() -> None:
    sentence = "The storm killed 40 people, including two children, since Monday."
    tails = [sentence[slice(*part.tail)] for part in clauses.split(sentence) if part.tail]
    assert tails == ["since Monday", "since Monday"]


def test_only_the_window_is_split() -> None:
    text = "Lind said the road opened but the bridge was closed, he added."
    start, end = text.index("the road"), text.index(", he")
    parts = [text[part.start : part.end] for part in clauses.split(text, start, end)]
    assert parts == ["the road opened", "the bridge was closed"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("the bridge was closed", True),
        ("the bridge fell", True),
        ("they walked", True),
        ("it isn't open", True),
        ("two children", False),
        ("in May", False),
        ("May", False),
        ("a red bed", False),
        ("", False),
    ],
)
def test_finite_verbs(text: str, answer: bool) -> None:
    assert clauses.has_finite_verb(text) is answer


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The old bridge was closed", "The old bridge"),
        ("Mara Lind, who runs the port, left", "Mara Lind"),
        ("Was it closed", None),
        ("a quiet night", None),
    ],
)
def test_subject(text: str, subject: str | None) -> None:
    found = clauses.subject(text, 0)
    assert (None if found is None else text[slice(*found)]) == subject


VOCABULARY = sorted(
    listed('and but ; , which who where whose including is was closed Lind the " ” Gen. 41,300 . ? … However, May İ')
)
NEWS = st.lists(
    st.sampled_from(VOCABULARY),
    max_size=25,
).map(" ".join)


@given(st.one_of(st.text(max_size=80), NEWS), st.integers(0, 30), st.integers(0, 80))
def test_any_string_splits_into_places_inside_the_window(text: str, start: int, length: int) -> None:
    left = min(start, len(text))
    right = min(len(text), left + length)
    parts = clauses.split(text, left, right)
    for part in parts:
        assert left <= part.start < part.end <= right
        assert all(0 <= a < b <= len(text) for a, b in filter(None, (part.subject, part.tail)))
    assert [part.start for part in parts] == sorted(part.start for part in parts)
    assert left <= clauses.leading(text, left, right) <= max(left, right)
    assert left <= clauses.first_sentence_end(text, left, right) <= right


def steps(passage: str) -> int:
    """How many lines and calls of Python it takes to split a passage: a clock that no other program can slow."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        clauses.split(passage)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("unit", ["x", " ", '"a" ', "said ", "[", "Orrin ", "a, ", "and said ", ", which was "])
def test_a_hostile_passage_takes_steps_in_proportion_to_its_length(unit: str) -> None:
    short, long = (steps((unit * 8_000)[:length]) for length in (2_000, 8_000))
    assert long < 6 * short + 1_000


@pytest.mark.parametrize(
    ("passage", "finite"),
    [
        ("I'll go back", True),
        ("They’ve closed it", True),
        ("Prices rise every year", True),
        ("Residents want a bridge", True),
        ("They make bread", True),
        ("The police know the town", True),
        ("A rise of prices", False),
        ("Brunch at noon", False),
        ("The class make of the car", False),
        ("Lind's make of the car", False),
    ],
)
def test_a_verb_in_the_present_is_seen(passage: str, finite: bool) -> None:
    assert clauses.has_finite_verb(passage) is finite
