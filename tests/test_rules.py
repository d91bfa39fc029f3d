"""The engine without a model: parts of a sentence are drafts of their own, never the sentence with its speaker."""

from __future__ import annotations

import pytest

from extractor import Article, extract, rules
from extractor.response import Draft
from extractor.schema import SkipReason
from extractor.segment import segment


def drafts(text: str) -> list[Draft]:
    sentences = segment(Article(text=text)).sentences
    return rules.draft(text, sentences, range(1, len(sentences) + 1)).drafts


def evidence(text: str) -> list[list[str]]:
    return [draft.evidence for draft in drafts(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "The harbour is closed, and the bridge has collapsed.",
            [["The harbour is closed"], ["the bridge has collapsed"]],
        ),
        ("The harbour is closed; the bridge has collapsed.", [["The harbour is closed"], ["the bridge has collapsed"]]),
        ("However, the harbour is closed.", [["the harbour is closed"]]),
        (
            "The town lost its harbour and has closed its school.",
            [["The town lost its harbour"], ["The town", "has closed its school"]],
        ),
        (
            "Orrin, which was very poor, has lost its harbour.",
            [["Orrin, which was very poor"], ["Orrin", "has lost its harbour"]],
        ),
        (
            "The army suffered more than 300 losses, including 40 deaths.",
            [["The army suffered more than 300 losses"], ["The army suffered", "40 deaths"]],
        ),
    ],
)
def test_coordinated_relative_included_and_predicate_parts_stand_alone(text: str, parts: list[list[str]]) -> None:
    assert evidence(text) == parts


@pytest.mark.parametrize(
    ("text", "source", "cue", "said"),
    [
        ("Mayor Ilse Brandt said the harbour is closed.", "Mayor Ilse Brandt", "said", "the harbour is closed"),
        ("The harbour is closed, mayor Ilse Brandt said.", "mayor Ilse Brandt", "said", "The harbour is closed"),
        ("“The harbour is closed,” Brandt told reporters.", "Brandt", "told", "The harbour is closed"),
        ("According to Ilse Brandt, the harbour is closed.", "Ilse Brandt", "According to", "the harbour is closed"),
    ],
)
def test_source_and_cue_stand_beside_the_evidence_and_not_in_it(text: str, source: str, cue: str, said: str) -> None:
    (draft,) = drafts(text)

    assert (draft.source, draft.cue, draft.evidence) == (source, cue, [said])


def test_who_passes_words_on_is_named() -> None:
    (draft,) = drafts("“We lost 40 ships,” mayor Ilse Brandt said, the Orrin Courier reported.")

    assert (draft.source, draft.reported_by) == ("mayor Ilse Brandt", "the Orrin Courier")


def test_words_of_two_speakers_are_two_drafts() -> None:
    first, second = drafts("Ilse Brandt said the harbour is closed, but Omar Teal said the bridge is open.")

    assert (first.source, first.evidence[0][:21]) == ("Ilse Brandt", "the harbour is closed")
    assert (second.source, second.evidence) == ("Omar Teal", ["the bridge is open"])


def test_the_coordinator_before_the_next_speaker_is_no_evidence() -> None:
    result = extract(
        Article(text="Ilse Brandt said the harbour is closed, but Omar Teal said it is open."), model="rules"
    )

    assert result.claims[0].evidence[0].text == "the harbour is closed"


def test_two_speakers_of_one_sentence_are_no_chain() -> None:
    result = extract(
        Article(text="Ilse Brandt said the harbour is closed, but Omar Teal said it is open."), model="rules"
    )

    chains = [claim.attribution.chain for claim in result.claims if claim.attribution]
    assert [[source.name for source in chain] for chain in chains] == [["Ilse Brandt"], ["Omar Teal"]]


def test_words_behind_a_speaker_in_mid_sentence_are_read() -> None:
    result = extract(Article(text="The harbour is closed, Brandt said, and the ferry is lost."), model="rules")

    assert [claim.evidence[0].text for claim in result.claims] == ["The harbour is closed", "the ferry is lost"]


def test_a_verb_outside_of_the_closed_list_is_seen() -> None:
    assert evidence("The ferry sank near Orrin.") == [["The ferry sank near Orrin"]]


def test_a_relative_clause_keeps_the_whole_noun_phrase_it_is_about() -> None:
    assert evidence("The old bridge, which cost €4.5 million, has collapsed.")[0] == [
        "The old bridge, which cost €4.5 million"
    ]


def test_a_relative_clause_is_the_articles_voice_outside_quotation_marks() -> None:
    outside = drafts("Teal said Orrin, which was very poor, lost 500 trucks.")

    assert [(draft.source, draft.evidence) for draft in outside] == [
        (None, ["Orrin, which was very poor"]),
        ("Teal", ["Orrin", "lost 500 trucks"]),
    ]


def test_a_part_has_its_own_numbers_times_and_subject() -> None:
    first, second = drafts("The town lost 40 ships on Monday, and the school was closed for 3 days.")

    assert (first.subject, first.quantities, first.times) == ("The town", ["40"], ["on Monday"])
    assert (second.subject, second.quantities, second.times) == ("the school", [], ["for 3 days"])


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Is the harbour closed?", "question"),
        ("“Is the harbour closed?”", "question"),
        ("Read more", "label"),
        ("Photo: Orrin harbour", "label"),
        ("What Happened:", "label"),
        ("A long day in the old town.", "no_claim"),
    ],
)
def test_questions_labels_and_verbless_lines_are_skipped_with_a_reason(sentence: str, reason: SkipReason) -> None:
    assert drafts(sentence) == []
    assert rules.skip_reason(sentence) == reason


@pytest.mark.parametrize("label", ["What Happened: ", "ORRIN, June 12 — "])
def test_labels_and_datelines_drop_out(label: str) -> None:
    assert evidence(f"{label}The ferry was lost near the town.") == [["The ferry was lost near the town"]]


SPOKEN = [
    "Mayor Ilse Brandt said the harbour is closed.",
    "“We lost 40 ships,” mayor Ilse Brandt said. “The crew is safe,” she added.",
    "“We lost 40 ships,” mayor Ilse Brandt said on Monday, the Orrin Courier reported.",
    "According to Ilse Brandt, the harbour is closed and the bridge has collapsed.",
    "Ilse Brandt predicted that the harbour will close in May.",
    "Brandt told reporters: “The harbour is closed.”",
    "The council estimated that at least 400 homes, including 20 schools, were damaged.",
]


@pytest.mark.parametrize("text", SPOKEN)
def test_no_claim_is_a_whole_sentence_with_its_speaker(text: str) -> None:
    result = extract(Article(text=text), model="rules")

    assert result.claims
    assert result.rejections == ()
    for claim in result.claims:
        assert claim.engine == "rules"
        assert claim.attribution is not None
        for source in claim.attribution.chain:
            said = {span.text for span in (source.span, source.cue) if span is not None}
            assert not any(words in span.text for words in said for span in claim.evidence if len(words) > 3)
        assert not {span.text.rstrip(".") for span in claim.evidence} & {s.text.rstrip(".") for s in result.sentences}


def test_only_the_numbers_asked_for_are_read() -> None:
    text = "The harbour is closed. The bridge has collapsed. The school was closed."
    sentences = segment(Article(text=text)).sentences

    assert [draft.sentence for draft in rules.draft(text, sentences, range(2, 3)).drafts] == [2]


def test_speech_runs_on_from_a_sentence_that_is_not_asked_for() -> None:
    text = "Mayor Ilse Brandt said the harbour is closed. “The crew is safe,” she added."
    sentences = segment(Article(text=text)).sentences

    (draft,) = rules.draft(text, sentences, range(2, 3)).drafts
    assert (draft.source, draft.cue, draft.evidence) == ("she", "added", ["The crew is safe"])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # a clause behind what is said is the article's own
        (
            "Mayor Brandt said 12 ferries sank, but the port counted 15.",
            [("Mayor Brandt", ["12 ferries sank"]), (None, ["the port counted 15"])],
        ),
        # a cue between a subject and its verb
        ("The ferry, officials said, sank near Orrin.", [("officials", ["The ferry", "sank near Orrin"])]),
        # a rejected claim is nobody's: the rejection is the article's
        (
            "The mayor rejected claims that the harbour is closed.",
            [(None, ["The mayor rejected claims that the harbour is closed"])],
        ),
        # a number that is rejected is no number of the article's
        ("Haas rejected reports that 40 people died.", [(None, ["Haas rejected reports"])]),
        # an aside's quotation ends with its marks
        (
            'The strike, which Holm called "the biggest in 30 years," ended on Tuesday.',
            [("Holm", ["the biggest in 30 years"])],
        ),
        # two words with a number are a claim
        ("The army said 40 died.", [("The army", ["40 died"])]),
        # each says what stands on his side of a semicolon, of "and", of "while"
        (
            "The army says 40 soldiers died; rebels say none was lost.",
            [("The army", ["40 soldiers died"]), ("rebels", ["none was lost"])],
        ),
        (
            "The toll stands at 40, according to Haas, and 12 are missing, according to the army.",
            [("Haas", ["The toll stands at 40"]), ("the army", ["12 are missing"])],
        ),
        (
            "State TV said 4 people died, while the opposition put the toll at 40.",
            [("State TV", ["4 people died"]), (None, ["the opposition put the toll at 40"])],
        ),
        # nothing was said
        ("Brandt never said the harbour is closed.", [(None, ["Brandt never said the harbour is closed"])]),
        # a content that is no clause is still said by somebody
        ("The union accused the port of fraud.", [("The union", ["the port of fraud"])]),
        # "yet" does not cut a clause in two
        ("“We do not know yet when it opens,” Brandt said.", [("Brandt", ["We do not know yet when it opens"])]),
    ],
)
def test_who_says_what(text: str, read: list[tuple[str | None, list[str]]]) -> None:
    assert [(draft.source, draft.evidence) for draft in drafts(text)] == read


def test_a_sentence_that_only_attributes_the_quotation_before_it_is_no_claim() -> None:
    asked = drafts("“The harbour is closed!” Mayor Brandt said on Monday. The ferry is lost.")

    assert [(draft.source, draft.evidence) for draft in asked] == [
        ("Mayor Brandt", ["The harbour is closed!"]),
        (None, ["The ferry is lost"]),
    ]
