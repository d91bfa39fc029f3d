"""Finding literals: typography folds through an offset map; digits, letters, case and signs never do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.text import Match, find_all, find_first, find_last, fold, trim, words

SIGNS = [
    "a",
    "é",
    "e\u0301",
    "ﬁ",
    "ﬀ",
    "“",
    "”",
    '"',
    "’",
    "'",
    "–",
    "-",
    "…",
    "...",
    "\u00a0",
    " ",
    "\u200b",
    "\u00ad",
]
MORE = ["北", "İ", "ß", "½", "1", "2,0", ".", "\n", "\r\n", "😀", "👩\u200d🚀", "가", "A\u0301\u0323", "\ufeff", "«"]
TYPESET = st.lists(st.sampled_from([*SIGNS, *MORE]), max_size=25).map("".join)


def found(literal: str, text: str) -> list[str]:
    return [text[match.start : match.end] for match in find_all(literal, text)]


def is_cluster_start(text: str, i: int) -> bool:
    return i in (0, len(text)) or not unicodedata.combining(text[i])


@settings(max_examples=200)
@given(TYPESET, st.data())
def test_what_is_found_folds_to_the_literal_and_covers_whole_clusters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    literal = data.draw(st.sampled_from([text[start:end], unicodedata.normalize("NFC", text[start:end])]))

    for match in find_all(literal, text):
        place = text[match.start : match.end]
        assert fold(place).text.strip() == fold(literal).text.strip()
        assert match.exact == (place == literal.strip())
        assert is_cluster_start(text, match.start) or match.exact
        assert is_cluster_start(text, match.end)


@settings(max_examples=200)
@given(TYPESET, st.data())
def test_the_first_and_the_last_are_those_of_all(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    literal = data.draw(st.sampled_from([text[start : start + 2], "a", "ab", '"', "2"]))
    every = find_all(literal, text, start, end)

    assert find_first(literal, text, start, end) == (every[0] if every else None)
    assert find_last(literal, text, start, end) == (every[-1] if every else None)
    assert all(start <= match.start < match.end <= end for match in every)


@settings(max_examples=200)
@given(TYPESET)
def test_folding_maps_each_character_back_in_order(text: str) -> None:
    folded = fold(text)

    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    assert all(start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert all(is_cluster_start(text, at) for at in (*folded.starts, *folded.ends))


@settings(max_examples=100)
@given(TYPESET)
def test_folding_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ("20", "In 2023 it rained"),
        ("20", "the 120 ships"),
        ("2,000", "12,000 ships"),
        ("2,000", "2,000.5 tonnes"),
        ("000", "2,000 ships"),
        ("2", "1.2 tonnes"),
        ("art", "the party"),
        ("cafe", "the cafe\u0301"),
    ],
)
def test_a_part_of_a_longer_word_or_number_is_no_match(literal: str, text: str) -> None:
    assert find_all(literal, text) == []


@pytest.mark.parametrize(
    ("literal", "text"),
    [("2,000", "It was 2,000."), ("2,000", "2,000, he said"), ("20", "(20)"), ("$5", "for $5 each"), ("5%", "by 5%.")],
)
def test_a_whole_number_is_found_beside_its_signs(literal: str, text: str) -> None:
    assert found(literal, text) == [literal]


@pytest.mark.parametrize(
    ("literal", "text", "place"),
    [
        ('"the harbour"', "at “the harbour” now", "“the harbour”"),
        ("“the harbour”", 'at "the harbour" now', '"the harbour"'),
        ("didn't", "it didn’t sink", "didn’t"),
        ("twenty-one", "some twenty‑one ships", "twenty‑one"),
        ("so... no", "well, so… no", "so… no"),
        ("café", "the cafe\u0301 burned", "cafe\u0301"),
        ("cafe\u0301", "the café burned", "café"),
        ("5 million", "about 5\u00a0million", "5\u00a0million"),
        ("two lines", "the two \r\n lines", "two \r\n lines"),
        ("fire", "the ﬁre spread", "ﬁre"),
        ("harbour", "the har\u00adbour shut", "har\u00adbour"),
        ("harbour", "the har\u200bbour shut", "har\u200bbour"),
    ],
)
def test_typography_folds_and_the_original_characters_come_back(literal: str, text: str, place: str) -> None:
    assert found(literal, text) == [place]
    assert not find_all(literal, text)[0].exact


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ("The Harbour", "the harbour"),
        ("1/2", "½ of it"),
        ("½", "1/2 of it"),
        ("2", "m² of land"),
        ("1000", "1,000 ships"),
        ("cafe", "café"),
        ("-5", "5 degrees"),
    ],
)
def test_letters_digits_case_and_signs_never_fold(literal: str, text: str) -> None:
    assert find_all(literal, text) == []


def test_a_place_as_it_is_hides_those_that_need_folding() -> None:
    text = "didn’t and didn't"

    assert find_all("didn't", text) == [Match(11, 17, True)]


def test_every_place_is_found_and_offsets_count_from_the_text() -> None:
    text = "no ship, no crew, no harbour"

    assert [match.start for match in find_all("no", text)] == [0, 9, 18]
    assert [match.start for match in find_all("no", text, 5, 15)] == [9]
    assert find_all("  ", text) == []
    assert find_all("\u200b", text) == []


def test_words_keep_hyphens_and_apostrophes_inside() -> None:
    assert words("Brandt’s well-known crew (12) – didn't 'sink'") == [
        "brandt’s",
        "well-known",
        "crew",
        "12",
        "didn't",
        "sink",
    ]


def test_trim_leaves_out_space_and_unwanted_signs_at_both_sides() -> None:
    assert trim("  , ships; ", 0, 11, ",;") == (4, 9)
    assert trim(" ,; ", 0, 4, ",;")[0] == trim(" ,; ", 0, 4, ",;")[1]
