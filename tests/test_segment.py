"""Sentences and segments: nothing of the article is lost, and no sentence is cut by a segment."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.schema import Article
from extractor.segment import Segment, halves, segment

PIECES = [
    "The ferry sank.",
    "Mayor Ilse Brandt said so.",
    " ",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "* * *",
    "e\u0301",
    "北京。",
    "😀",
    "İ",
    "\u200b",
    "“Go!”",
    "Dr. ",
    "12.5",
    "?!",
    "…",
    "\u2028",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=15)), max_size=30).map("".join)


def sentences_of(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in segment(Article(text=text, language=language)).sentences]


@settings(max_examples=200)
@given(TEXTS, st.integers(1, 120))
def test_segments_cover_the_article_and_hold_whole_sentences(text: str, characters: int) -> None:
    parts = segment(Article(text=text), characters)

    assert "".join(text[part.start : part.end] for part in parts.segments) == text
    assert [number for part in parts.segments for number in part.numbers] == list(range(1, len(parts.sentences) + 1))
    for part in parts.segments:
        for number in part.numbers:
            sentence = parts.sentences[number - 1]
            assert part.start <= sentence.start < sentence.end <= part.end


@settings(max_examples=200)
@given(TEXTS)
def test_sentences_are_trimmed_in_order_and_all_words_stand_in_one(text: str) -> None:
    sentences = segment(Article(text=text)).sentences

    assert all(left.end <= right.start for left, right in pairwise(sentences))
    assert all(sentence.text == sentence.text.strip() == text[sentence.start : sentence.end] for sentence in sentences)
    inside = {i for sentence in sentences for i in range(sentence.start, sentence.end)}
    assert all(i in inside for i, character in enumerate(text) if character.isalnum())
    assert all(any(character.isalnum() for character in sentence.text) for sentence in sentences)


@settings(max_examples=100)
@given(TEXTS, st.integers(20, 200))
def test_halves_cover_their_segment_and_each_holds_a_sentence(text: str, characters: int) -> None:
    parts = segment(Article(text=text), characters)

    for part in parts.segments:
        if len(part.numbers) > 1:
            left, right = halves(part, parts.sentences)
            assert (left.start, left.end, right.end) == (part.start, right.start, part.end)
            assert [*left.numbers, *right.numbers] == list(part.numbers)
            assert left.numbers
            assert right.numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry sank. The crew is safe.", ["The ferry sank.", "The crew is safe."]),
        ("Col. Gen. Omar Teal spoke. He left.", ["Col. Gen. Omar Teal spoke.", "He left."]),
        ("They met Ms. Lind in Orrin. He left.", ["They met Ms. Lind in Orrin.", "He left."]),
        ("They met Ms.", ["They met Ms."]),
        ("Shares fell 4.5% in Lund. Why?", ["Shares fell 4.5% in Lund.", "Why?"]),
        ("What Happened\n\nThe ferry sank.", ["What Happened", "The ferry sank."]),
        ("The ferry sank.\r\n\r\nThe crew is safe.\r\n", ["The ferry sank.", "The crew is safe."]),
        ("The ferry sank.\n\n* * *\n\nThe crew is safe.", ["The ferry sank.", "The crew is safe."]),
        ("  \n Fog \n", ["Fog"]),
        # a line is a block of its own: a heading, a dateline …
        ("Bridge Closed\n3 May 2024\nThe bridge is closed.", ["Bridge Closed", "3 May 2024", "The bridge is closed."]),
        # … unless lines are wrapped
        ("The bridge at Orrin is\nclosed. The ferry\nruns.", ["The bridge at Orrin is\nclosed.", "The ferry\nruns."]),
        ("The bridge at\r\nOrrin is\r\nclosed.", ["The bridge at\r\nOrrin is\r\nclosed."]),
        ("", []),
        (" \r\n\r\n", []),
        ("…", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences_of(text) == expected


def test_a_language_without_rules_of_its_own_is_split_too() -> None:
    assert sentences_of("Die Fähre sank. Die Mannschaft lebt.", "de") == ["Die Fähre sank.", "Die Mannschaft lebt."]
    assert sentences_of("Ferry zonk. Bemanning leeft.", "tlh") == ["Ferry zonk.", "Bemanning leeft."]


@pytest.mark.parametrize("text", ["", " \n ", "* * *"])
def test_an_article_without_a_sentence_is_one_segment_without_numbers(text: str) -> None:
    assert segment(Article(text=text)).segments == (Segment(0, len(text), 1, 0),)


def test_a_segment_is_no_longer_than_asked_unless_one_sentence_is() -> None:
    short, long = "The ferry sank. ", "The ferry " + "and the tug " * 20 + "sank. "
    text = short * 10 + long + short * 10

    parts = segment(Article(text=text), 60)

    for part in parts.segments:
        held = [parts.sentences[number - 1] for number in part.numbers]
        assert held[-1].end - part.start <= 60 or len(held) == 1
    assert all(len(left.numbers) > 1 for left in parts.segments[:3])


def test_a_segment_ends_at_a_paragraph_in_its_last_third() -> None:
    text = "One two three four. " * 4 + "Five six seven.\n\nEight nine ten. Eleven twelve thirteen."

    first, second = segment(Article(text=text), 120).segments

    assert text[first.start : first.end].endswith("Five six seven.\n\n")
    assert text[second.start :].startswith("Eight nine ten.")


def test_a_paragraph_that_ends_early_does_not_end_the_segment() -> None:
    text = "One two.\n\n" + "Three four five six. " * 20

    assert len(segment(Article(text=text), 120).segments[0].numbers) > 1


def test_a_long_article_is_covered_by_many_segments() -> None:
    text = "Mayor Ilse Brandt said that at least 40 ships sank on Monday.\n\n" * 2_000

    parts = segment(Article(text=text))

    assert len(parts.sentences) == 2_000
    assert all(part.end - part.start <= 1_500 + len("\n\n") for part in parts.segments)
    assert sum(part.end - part.start for part in parts.segments) == len(text)
