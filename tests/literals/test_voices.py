"""Whose words the sentences of an article are: speech that runs on, pronouns, and chains of those who pass words on."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.ground.carving import carve
from extractor.ground.passage import Passage
from extractor.literals import attribution
from extractor.literals.attribution import voices
from extractor.literals.attribution.voices import Voice
from extractor.literals.language.words import listed

Heard = tuple[str | None, str | None, str, str | None]
"""Mention of the source, who it is, content, and who passes it on."""

ARTICLES: list[tuple[list[str], list[list[Heard]]]] = [
    # the article's own voice
    (["The town is quiet."], [[]]),
    (['"It rains."'], [[]]),
    # "he added" is the last person who spoke
    (
        ["Ivo Trant said the bridge was closed.", '"The ferry is full," he added.', "It rained."],
        [
            [("Ivo Trant", "Ivo Trant", "the bridge was closed", None)],
            [("he", "Ivo Trant", "The ferry is full", None)],
            [],
        ],
    ),
    # a quotation without a cue runs on from the last speaker
    (
        ["Ivo Trant said the bridge was closed.", '"The ferry is full. We wait."'],
        [
            [("Ivo Trant", "Ivo Trant", "the bridge was closed", None)],
            [(None, "Ivo Trant", "The ferry is full. We wait.", None)],
        ],
    ),
    # a quotation over two sentences
    (
        ["“The bridge is closed,” said Mara Lind.", "“It is old.", "It is rusty.”", "The town is quiet."],
        [
            [("Mara Lind", "Mara Lind", "The bridge is closed", None)],
            [(None, "Mara Lind", "It is old.", None)],
            [(None, "Mara Lind", "It is rusty.", None)],
            [],
        ],
    ),
    # "we" inside a quotation is who is quoted, and no link of its own
    (
        ['"We estimate that 40 boats sank," Mara Lind said.'],
        [
            [
                ("Mara Lind", "Mara Lind", "We estimate that 40 boats sank", None),
                ("We", "Mara Lind", "40 boats sank", None),
            ]
        ],
    ),
    (
        ['"I believe the bridge is closed," said Mara Lind.'],
        [
            [
                ("Mara Lind", "Mara Lind", "I believe the bridge is closed", None),
                ("I", "Mara Lind", "the bridge is closed", None),
            ]
        ],
    ),
    # a chain: the outer voice passes the inner one on
    (
        ["The Orrin Courier reported that Mara Lind said 40 boats sank."],
        [
            [
                ("The Orrin Courier", "The Orrin Courier", "Mara Lind said 40 boats sank", None),
                ("Mara Lind", "Mara Lind", "40 boats sank", "The Orrin Courier"),
            ]
        ],
    ),
    (
        ["Mara Lind said 40 boats sank, the Orrin Courier reported."],
        [
            [
                ("the Orrin Courier", "the Orrin Courier", "Mara Lind said 40 boats sank", None),
                ("Mara Lind", "Mara Lind", "40 boats sank", "the Orrin Courier"),
            ]
        ],
    ),
    # who is quoted or cited is nearer to the words than who passes them on
    (
        ["The Herald quoted Haas as saying 40 boats sank."],
        [
            [
                ("The Herald", "The Herald", "Haas as saying 40 boats sank", None),
                ("Haas", "Haas", "40 boats sank", "The Herald"),
            ]
        ],
    ),
    (
        ["The pier is shut, the Herald reported, citing an army spokesman."],
        [[("an army spokesman", "an army spokesman", "The pier is shut", "the Herald")]],
    ),
    # pronouns: "they" a group, "she" a person
    (
        ["Officials said the bridge was closed.", "They said it was old."],
        [[("Officials", "Officials", "the bridge was closed", None)], [("They", "Officials", "it was old", None)]],
    ),
    (
        ["Mara Lind said the bridge was shut.", "Officials said it was old.", "She said it was rusty."],
        [
            [("Mara Lind", "Mara Lind", "the bridge was shut", None)],
            [("Officials", "Officials", "it was old", None)],
            [("She", "Mara Lind", "it was rusty", None)],
        ],
    ),
    # a pronoun without anyone before it stands for nobody known
    (["He said it was old."], [[("He", None, "it was old", None)]]),
    # whom the sentence between is about is nearer than the last who spoke
    (
        ["Haas said the ferry sank.", "Pal Rusk was there.", '"We lost 40," he said.'],
        [
            [("Haas", "Haas", "the ferry sank", None)],
            [],
            [("he", "Pal Rusk", "We lost 40", None)],
        ],
    ),
    # the first word of a sentence, and what things happen "in", is no person
    (
        ["Haas said the ferry sank in Old Orrin.", "Orrin was quiet.", '"We lost 40," he said.'],
        [
            [("Haas", "Haas", "the ferry sank in Old Orrin", None)],
            [],
            [("he", "Haas", "We lost 40", None)],
        ],
    ),
    (
        ["Haas said the ferry sank in Old Orrin.", "Old Orrin was quiet.", '"We lost 40," he said.'],
        [
            [("Haas", "Haas", "the ferry sank in Old Orrin", None)],
            [],
            [("he", "Haas", "We lost 40", None)],
        ],
    ),
    # "he" is no spokeswoman
    (
        ["Haas said the ferry sank.", "A spokeswoman said it was old.", '"We lost 40," he said.'],
        [
            [("Haas", "Haas", "the ferry sank", None)],
            [("A spokeswoman", "A spokeswoman", "it was old", None)],
            [("he", "Haas", "We lost 40", None)],
        ],
    ),
    # of two who are as near, and of two who speak as one, nobody can tell
    (
        ["Mara Lind said it rained and Ivo Trant said it snowed.", '"It was cold," he said.'],
        [
            [("Mara Lind", "Mara Lind", "it rained", None), ("Ivo Trant", "Ivo Trant", "it snowed", None)],
            [("he", None, "It was cold", None)],
        ],
    ),
    (
        ["Orsk and Rusk said it rained.", '"It was cold," she said.', '"It was dark," she added.'],
        [
            [("Orsk and Rusk", "Orsk and Rusk", "it rained", None)],
            [("she", None, "It was cold", None)],
            [("she", None, "It was dark", None)],
        ],
    ),
    # "adding that" has no source of its own
    (
        ["Mara Lind said the bridge was shut, adding that the ferry was full."],
        [
            [
                ("Mara Lind", "Mara Lind", "the bridge was shut", None),
                ("Mara Lind", "Mara Lind", "the ferry was full", None),
            ]
        ],
    ),
    # a question and a shout end a sentence, so that their cue stands in the next one
    (
        ["Mara Lind said the port was shut.", '"Why is it shut?"', "Ivo Trant asked.", '"It is late," he said.'],
        [
            [("Mara Lind", "Mara Lind", "the port was shut", None)],
            [("Ivo Trant", "Ivo Trant", "Why is it shut?", None)],
            [],
            [("he", "Ivo Trant", "It is late", None)],
        ],
    ),
    # "he" is never a body, "it" never a person
    (
        ["The Orrin Company said the port was shut.", "He said it was old.", "It said the ferry was old."],
        [
            [("The Orrin Company", "The Orrin Company", "the port was shut", None)],
            [("He", None, "it was old", None)],
            [("It", "The Orrin Company", "the ferry was old", None)],
        ],
    ),
    (
        ["Mara Lind said the port was shut.", "It said the ferry was old."],
        [[("Mara Lind", "Mara Lind", "the port was shut", None)], [("It", None, "the ferry was old", None)]],
    ),
    # "they" is a group before it is a body, and never one person
    (
        ["Officials said it rained.", "Orrin Police said it snowed.", "They said it was cold."],
        [
            [("Officials", "Officials", "it rained", None)],
            [("Orrin Police", "Orrin Police", "it snowed", None)],
            [("They", "Officials", "it was cold", None)],
        ],
    ),
    (
        ["Mara Lind said it rained.", "They said it was cold."],
        [[("Mara Lind", "Mara Lind", "it rained", None)], [("They", None, "it was cold", None)]],
    ),
    # "who" is the name before it, "his" the person before
    (
        ["The town mourned Ada Moor, who said the port was shut."],
        [[("who", "Ada Moor", "the port was shut", None)]],
    ),
    (
        ["Ivo Trant said it rained.", "The town laughed at his claim that it snowed."],
        [[("Ivo Trant", "Ivo Trant", "it rained", None)], [("his", "Ivo Trant", "it snowed", None)]],
    ),
    # verbs that share a source
    (
        ["Ivo Trant said it rained and warned that the dam could fail."],
        [
            [
                ("Ivo Trant", "Ivo Trant", "it rained", None),
                ("Ivo Trant", "Ivo Trant", "the dam could fail", None),
            ]
        ],
    ),
    # two speakers beside each other pass nothing on
    (
        ["Ivo Trant said it rained, but Mara Lind said it snowed."],
        [[("Ivo Trant", "Ivo Trant", "it rained", None), ("Mara Lind", "Mara Lind", "it snowed", None)]],
    ),
    # a quotation that its cue interrupts
    (
        ['"It rained," Ivo Trant said, "and it snowed." "It was cold."'],
        [[("Ivo Trant", "Ivo Trant", "It rained|and it snowed", None)]],
    ),
    # doubled apostrophes
    (
        ["''It rained,'' Ivo Trant said.", "''It was cold.''"],
        [[("Ivo Trant", "Ivo Trant", "It rained", None)], [(None, "Ivo Trant", "It was cold.", None)]],
    ),
    # a straight mark that closes a quotation of an earlier sentence
    (
        ['"The bridge is closed," Mara Lind said.', '"It is old.', 'It is rusty," she added.'],
        [
            [("Mara Lind", "Mara Lind", "The bridge is closed", None)],
            [(None, "Mara Lind", "It is old.", None)],
            [("she", "Mara Lind", "It is rusty", None)],
        ],
    ),
    # a straight mark of inches opens no quotation
    (
        ["Mara Lind said the statue is 6'3\" tall.", "The harbour pier was shut.", "The crew left."],
        [[("Mara Lind", "Mara Lind", "the statue is 6'3\" tall", None)], [], []],
    ),
]


def article(sentences: list[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The sentences as one text, and where each stands."""
    ends = [0]
    for sentence in sentences:
        ends.append(ends[-1] + len(sentence) + 1)
    return " ".join(sentences), tuple((start, end - 1) for start, end in pairwise(ends))


def heard(sentences: list[str]) -> list[list[Heard]]:
    """What ``voices.read`` hears, as words."""
    text, places = article(sentences)

    def words(place: tuple[int, int] | None) -> str | None:
        return None if place is None else text[slice(*place)]

    def row(voice: Voice) -> Heard:
        content = "|".join(text[slice(*part)] for part in voice.content)
        passed_on_by = None if voice.outer is None else words(voice.outer.speaker)
        return words(voice.source), words(voice.speaker), content, passed_on_by

    return [[row(voice) for voice in found] for found in voices.read(text, places)]


@pytest.mark.parametrize(("sentences", "expected"), ARTICLES)
def test_voices(sentences: list[str], expected: list[list[Heard]]) -> None:
    assert [sorted(row, key=str) for row in heard(sentences)] == [sorted(row, key=str) for row in expected]


@pytest.mark.parametrize(
    ("gap", "speaker"),
    [(" ", "Mara Lind"), ("\n", "Mara Lind"), ("\n\n", None), ("\r\n\r\n", None)],
)
def test_a_quotation_that_is_never_closed_ends_with_its_paragraph(gap: str, speaker: str | None) -> None:
    said, opened, rest = "Mara Lind said the bridge is closed.", "“It is old.", "The ferry is still full of people."
    text = f"{said} {opened}{gap}{rest}"
    middle, last = len(said) + 1, len(text) - len(rest)
    found = voices.read(text, ((0, len(said)), (middle, middle + len(opened)), (last, len(text))))[2]
    assert [text[slice(*voice.speaker)] for voice in found if voice.speaker] == ([speaker] if speaker else [])


def test_a_quotation_of_two_paragraphs_opens_again() -> None:
    sentences = [
        '"The bridge is closed," Mara Lind said.',
        '"It is old.',
        '"It is rusty," she added.',
        "The ferry is full.",
    ]
    ends = [0]
    for sentence in sentences:
        ends.append(ends[-1] + len(sentence) + 1)
    text = "\n".join(sentences)
    found = voices.read(text, tuple((start, end - 1) for start, end in pairwise(ends)))
    assert [[text[slice(*voice.content[0])] for voice in row] for row in found] == [
        ["The bridge is closed"],
        ["It is old."],
        ["It is rusty"],
        [],
    ]


def test_the_innermost_voice_has_the_words() -> None:
    text, places = article(["The Orrin Courier reported that Mara Lind said 40 boats sank."])
    found = voices.read(text, places)[0]

    def speaker(words: str) -> str | None:
        start = text.index(words)
        voice = voices.voice_of(found, (start, start + len(words)))
        return None if voice is None or voice.speaker is None else text[slice(*voice.speaker)]

    assert speaker("40 boats") == "Mara Lind"
    assert speaker("Mara Lind said") == "The Orrin Courier"
    assert speaker("The Orrin Courier") is None


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("Mara Lind said the bridge was closed.", ["the bridge was closed"]),
        ('"The bridge is closed," Mara Lind said.', ["The bridge is closed"]),
        ("The bridge is closed, according to Mara Lind.", ["The bridge is closed"]),
        ("What Happened: Mara Lind said it rained.", ["it rained"]),
        ("However, it rained.", ["it rained"]),
        ("It rained.", ["It rained"]),
    ],
)
def test_evidence_is_carved_out_of_source_and_cue(sentence: str, left: list[str]) -> None:
    place = (0, len(sentence))
    found = voices.read(sentence, (place,))[0]
    assert [
        sentence[start:end] for start, end in carve(Passage(sentence, place, tuple(found)), [place], own=False)
    ] == left


VOCABULARY = sorted(
    listed('said Lind he We they " “ ” , . that reported adding estimate The according to Courier officials 40 : — İ')
)
NEWS = st.lists(
    st.sampled_from(VOCABULARY),
    max_size=14,
).map(" ".join)


@settings(max_examples=40)
@given(st.lists(st.one_of(st.text(max_size=30), NEWS), min_size=1, max_size=4))
def test_any_text_gives_places_inside_its_sentences(sentences: list[str]) -> None:
    text, places = article(sentences)
    for (start, end), found in zip(places, voices.read(text, places), strict=True):
        for voice in found:
            here = [*voice.content, *voice.quoted, *filter(None, (voice.source, voice.cue))]
            assert all(start <= a <= b <= end for a, b in here)
            assert voice.speaker is None or 0 <= voice.speaker[0] < voice.speaker[1] <= len(text)
        carved = carve(Passage(text, (start, end), found), [(start, end)], own=False)
        assert all(start <= a < b <= end for a, b in carved)
        assert all(left[1] <= right[0] for left, right in pairwise(carved))


HOSTILE = ['"a" ', '"', "a, ", "said ", "[", "which ", "Orrin "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_sentence_ends(unit: str) -> None:
    text, started = (unit * 100_000)[:100_000], time.perf_counter()
    voices.read(text, ((0, len(text)),))
    assert time.perf_counter() - started < 8


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_attribution_ends(unit: str) -> None:
    text, started = (unit * 100_000)[:30_000], time.perf_counter()
    attribution.find(text)
    assert time.perf_counter() - started < 8
