"""Grounded words to values: who, how certain, how many, when; and the statement, where none was given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractor.schema import Attribution, Claim, Directness, Modality, Source
from tests.ground.gate import claimed


def attributed(claim: Claim) -> Attribution:
    assert claim.attribution is not None
    return claim.attribution


def chain(claim: Claim) -> list[tuple[str | None, str]]:
    return [(source.name, source.act) for source in attributed(claim).chain]


def nearest(claim: Claim) -> Source:
    return attributed(claim).chain[0]


LOST = "“We lost at least 40 ships,” mayor Ilse Brandt said on Monday, the Orrin Courier reported."
SAID = "Mayor Ilse Brandt said the harbour is closed."


def test_the_chain_stands_nearest_to_the_words_first() -> None:
    claim = claimed(LOST, "We lost at least 40 ships")

    assert chain(claim) == [("Ilse Brandt", "said"), ("Orrin Courier", "reported")]
    brandt, courier = attributed(claim).chain
    assert (brandt.kind, courier.kind) == ("person", "organization")
    assert brandt.span is not None
    assert brandt.span.text == "mayor Ilse Brandt"
    assert brandt.title is not None
    assert brandt.title.text == "mayor"
    assert brandt.cue is not None
    assert brandt.cue.text == "said"


def test_who_said_it_does_not_hang_on_what_the_engine_names() -> None:
    named = claimed(
        LOST, "We lost at least 40 ships", source="mayor Ilse Brandt", cue="said", reported_by="the Orrin Courier"
    )

    assert named == claimed(LOST, "We lost at least 40 ships")


@pytest.mark.parametrize("pronoun", ["he", "she"])
def test_a_pronoun_is_resolved_to_the_fullest_name(pronoun: str) -> None:
    claim = claimed(f"{SAID} “The ferry is lost,” {pronoun} added.", "The ferry is lost", sentence=2)

    assert chain(claim) == [("Ilse Brandt", "said")]
    assert nearest(claim).span is not None
    assert nearest(claim).span.text == pronoun  # type: ignore[union-attr]
    assert nearest(claim).named_at is not None
    assert claim.flags == ()


def test_a_surname_is_named_in_full_even_where_the_full_form_stands_behind() -> None:
    claim = claimed("“The harbour is closed,” Brandt said. Later, Ilse Brandt left.", "The harbour is closed")

    assert nearest(claim).name == "Ilse Brandt"


def test_a_pronoun_that_points_nowhere_is_flagged() -> None:
    claim = claimed("“We will close it,” she said.", "We will close it")

    assert nearest(claim).name is None
    assert nearest(claim).kind == "unnamed_person"
    assert claim.flags == ("source_unresolved",)


def test_a_quotation_without_a_cue_runs_on() -> None:
    claim = claimed(
        f"{SAID} “The ferry and its whole crew are lost.”", "The ferry and its whole crew are lost", sentence=2
    )

    assert chain(claim) == [("Ilse Brandt", "said")]
    assert nearest(claim).span is None
    assert nearest(claim).cue is None
    assert attributed(claim).directness == "direct"


def test_we_inside_a_quotation_is_the_speaker_and_the_act_is_the_innermost() -> None:
    text = "“Since December, we estimate that more than 100,000 casualties fell,” spokesman Omar Teal said."
    claim = claimed(text, "more than 100,000 casualties fell")

    assert chain(claim) == [("Omar Teal", "estimated")]
    assert claim.modality == "probable"


def test_a_non_restrictive_clause_outside_quotation_marks_is_the_articles_voice() -> None:
    text = "Teal said the Corvane army, which is actively engaged in Lund, lost 500 trucks."

    assert claimed(text, "is actively engaged in Lund", subject="the Corvane army").attribution is None


def test_a_non_restrictive_clause_inside_them_is_the_speakers() -> None:
    text = "“The harbour, which is in Lund, is closed,” Brandt said."

    assert chain(claimed(text, "is in Lund", subject="The harbour")) == [("Brandt", "said")]


def test_a_statement_that_names_its_source_without_title_gives_way_too() -> None:
    said = claimed(SAID, "the harbour is closed", statement="Ilse Brandt said the harbour is closed.")

    assert said.statement == "The harbour is closed."


def test_no_cue_is_the_articles_voice() -> None:
    assert claimed("The harbour is closed.", "The harbour is closed").attribution is None


@pytest.mark.parametrize(
    ("text", "evidence", "directness"),
    [
        ("“The harbour is closed,” Brandt said.", "The harbour is closed", "direct"),
        ("“We [the board] closed the pit,” Brandt said.", "We [the board] closed the pit", "direct"),
        ("Brandt said the town “will never forget” the crew.", "the town “will never forget” the crew", "mixed"),
        ("Brandt said the harbour is closed.", "the harbour is closed", "indirect"),
    ],
)
def test_directness(text: str, evidence: str, directness: Directness) -> None:
    assert attributed(claimed(text, evidence)).directness == directness


@pytest.mark.parametrize(
    ("verb", "act", "modality"),
    [
        ("said", "said", "certain"),
        ("denied", "denied", "certain"),
        ("estimated", "estimated", "probable"),
        ("predicted", "predicted", "probable"),
        ("alleged", "alleged", "possible"),
    ],
)
def test_the_act_is_read_from_the_cue_and_lowers_certainty(verb: str, act: str, modality: Modality) -> None:
    claim = claimed(f"Ilse Brandt {verb} that the harbour is closed.", "the harbour is closed")

    assert chain(claim) == [("Ilse Brandt", act)]
    assert claim.modality == modality


def test_a_role_behind_the_name_is_the_title() -> None:
    claim = claimed("Omar Teal, a spokesman for the council, said that the pit is closed.", "the pit is closed")

    assert nearest(claim).name == "Omar Teal"
    assert nearest(claim).title is not None
    assert nearest(claim).title.text == "spokesman for the council"  # type: ignore[union-attr]


def test_an_apposition_leaves_its_name_the_source() -> None:
    claim = claimed("Omar Teal, a spokesman for the council, said the pit is closed.", "the pit is closed")

    assert nearest(claim).name == "Omar Teal"


def test_a_document_can_be_a_source() -> None:
    assert nearest(claimed("The report said the harbour is closed.", "the harbour is closed")).kind == "document"


@pytest.mark.parametrize(
    ("text", "evidence", "hedges"),
    [
        ("The town might close.", "The town might close", [("might", "article")]),
        ("Brandt said the town might close.", "the town might close", [("might", "source")]),
        ("Brandt said the town reportedly closed.", "the town reportedly closed", [("reportedly", "article")]),
        ("“The town reportedly closed,” Brandt said.", "The town reportedly closed", [("reportedly", "source")]),
        ("The town closed.", "The town closed", []),
    ],
)
def test_a_hedge_is_the_sources_or_the_articles(text: str, evidence: str, hedges: list[tuple[str, str]]) -> None:
    assert [(hedge.span.text, hedge.by) for hedge in claimed(text, evidence).hedges] == hedges


def test_times_date_the_event_or_the_saying() -> None:
    text = "Nearly half of those killed since December were sailors, Brandt said on Monday."
    times = claimed(text, "Nearly half of those killed since December were sailors").times

    assert [(time.span.text, time.of, time.start, time.end) for time in times] == [
        ("since December", "event", date(2023, 12, 1), date(2024, 6, 12)),
        ("on Monday", "attribution", date(2024, 6, 10), date(2024, 6, 10)),
    ]


def test_a_time_beside_the_evidence_counts_only_where_the_engine_names_it() -> None:
    text = "The harbour lost 40 ships since December."

    assert claimed(text, "The harbour lost 40 ships").times == ()
    assert [time.span.text for time in claimed(text, "The harbour lost 40 ships", times=["December"]).times] == [
        "since December"
    ]


def test_quantities_have_their_measure_and_their_base() -> None:
    half = claimed("Nearly half of those killed were sailors.", "Nearly half of those killed were sailors").quantities[
        0
    ]
    ships = claimed("The town lost over 40 ships.", "The town lost over 40 ships").quantities[0]

    assert (half.span.text, half.value, half.comparator) == ("Nearly half", Decimal("0.5"), "nearly")
    assert half.base is not None
    assert half.base.text == "those killed"
    assert (ships.span.text, ships.value, ships.comparator) == ("over 40", Decimal(40), "more_than")
    assert (ships.low, ships.high) == (Decimal(40), None)
    assert ships.measure is not None
    assert ships.measure.text == "ships"


def test_quantities_of_the_sentence_beside_the_evidence_are_not_the_claims() -> None:
    claim = claimed("The town lost 40 ships, and 12 people drowned.", "12 people drowned")

    assert [quantity.span.text for quantity in claim.quantities] == ["12"]


def test_a_claim_without_a_number_is_no_statistic() -> None:
    assert claimed("The harbour is closed.", "The harbour is closed", kind="statistic").kind == "state"
    assert claimed("The town lost 40 ships.", "The town lost 40 ships", kind="statistic").kind == "statistic"


@pytest.mark.parametrize(
    ("text", "evidence", "subject", "statement"),
    [
        ("The harbour is closed.", "harbour is closed", None, "Harbour is closed."),
        ("Orrin, which is small, lies in Lund.", "Orrin, which is small", None, "Orrin is small."),
        ("Orrin, which is small, lies in Lund.", "which is small", "Orrin", "[Orrin] is small."),
        ("Orrin, where it rains, is small.", "Orrin, where it rains", None, "[In] Orrin, it rains."),
        ("“We [the board] left,” Brandt said.", "We [the board] left", None, "We (the board) left."),
        ("The ferry sank and has been lost.", "has been lost", "The ferry", "[The ferry] has been lost."),
        ("The ferry\n  sank.", "The ferry sank", None, "The ferry sank."),
    ],
)
def test_a_statement_is_derived_from_the_evidence(
    text: str, evidence: str, subject: str | None, statement: str
) -> None:
    claim = claimed(text, evidence, subject=subject)

    assert claim.statement == statement
    assert statement.count("[") == len(claim.context)
    assert all(f"[{context.text}]" in statement for context in claim.context)


def test_brackets_of_a_given_statement_are_cited_from_the_nearest_place_before() -> None:
    text = "Orrin is small. The harbour was rich. The harbour is old. It was closed in 2020. Orrin has a mayor."
    claim = claimed(text, "It was closed in 2020", sentence=4, statement="[The harbour] was closed in 2020.")
    place = claimed(text, "It was closed in 2020", sentence=4, statement="It was closed [at Orrin] in 2020.")

    assert [(context.text, context.span.start) for context in claim.context] == [
        ("The harbour", text.rindex("The harbour"))
    ]
    assert [(context.text, context.span.text, context.span.start) for context in place.context] == [
        ("at Orrin", "Orrin", text.index("Orrin"))
    ]


def test_a_statement_that_names_its_source_gives_way_to_the_derived_one() -> None:
    said = claimed(SAID, "the harbour is closed", statement="Mayor Ilse Brandt said the harbour is closed.")

    assert said.statement == "The harbour is closed."


def test_ids_hang_on_article_evidence_and_statement_alone() -> None:
    first = claimed(SAID, "the harbour is closed")

    assert first.id == claimed(SAID, "the harbour is closed", kind="state").id
    assert first.id != claimed(SAID, "harbour is closed").id
    assert first.id != claimed(f" {SAID}", "the harbour is closed").id


ROLES = "The ferry hit the bridge. Mayor Ilse Brandt met Omar Teal, who runs the port."


@pytest.mark.parametrize(
    "statement",
    [
        "The bridge hit the ferry.",
        "Hit the bridge.",
        "[Omar Teal] the ferry hit the bridge.",
        "The ferry hit the bridge [and burned].",
        "The ferry hit the bridge [who runs the port].",
    ],
)
def test_a_statement_that_is_not_the_evidence_in_order_gives_way_to_it(statement: str) -> None:
    claim = claimed(f"{ROLES} It sank and burned.", "The ferry hit the bridge", statement=statement)

    assert claim.statement == "The ferry hit the bridge."
    assert claim.flags == ("statement_derived",)
    assert claim.context == ()


def test_a_statement_that_is_stands_without_a_flag() -> None:
    claim = claimed(ROLES, "The ferry hit the bridge", statement="The ferry hit the bridge.")

    assert (claim.statement, claim.flags) == ("The ferry hit the bridge.", ())


@pytest.mark.parametrize(
    ("evidence", "subject", "statement"),
    [
        ("who runs the port", "Omar Teal", "[Omar Teal] runs the port."),
        ("runs the port", "Omar Teal", "[Omar Teal] runs the port."),
        ("who runs the port", "Ilse Brandt", "Who runs the port."),
        ("runs the port", "Ilse Brandt", "Runs the port."),
        ("met Omar Teal", "Mayor Ilse Brandt", "[Mayor Ilse Brandt] met Omar Teal."),
        ("met Omar Teal", "The ferry hit", "Met Omar Teal."),
    ],
)
def test_only_what_syntax_allows_becomes_the_subject(evidence: str, subject: str, statement: str) -> None:
    claim = claimed(ROLES, evidence, sentence=2, subject=subject)

    assert claim.statement == statement
    assert (claim.subject is not None) == statement.startswith("[")


def test_a_subject_behind_the_evidence_or_beside_its_own_is_dropped() -> None:
    text = "The ferry sank. Omar Teal left. Ilse Brandt stayed."

    assert claimed(text, "Omar Teal left", sentence=2, subject="Ilse Brandt").subject is None
    assert claimed(text, "Omar Teal left", sentence=2, subject="The ferry").subject is None
    assert claimed(text, "Omar Teal left", sentence=2, subject="Teal").subject is not None
    assert claimed("He left. Ilse Brandt stayed.", "He left", subject="Ilse Brandt").subject is None


def test_a_pronoun_may_have_an_earlier_subject() -> None:
    claim = claimed("Omar Teal came. He left.", "He left", sentence=2, subject="Omar Teal")

    assert claim.subject is not None
    assert claim.subject.text == "Omar Teal"


def test_the_subject_is_taken_where_the_evidence_has_it() -> None:
    claim = claimed("The ferry left when the ferry sank.", "the ferry sank", subject="ferry")

    assert claim.subject is not None
    assert claim.subject.start == claim.evidence[0].start + len("the ")


def test_a_title_stands_in_this_mention_or_nowhere() -> None:
    text = f"{SAID} “The ferry is lost,” she added. “The port is shut,” Brandt said. “Boats sank in the whole bay.”"

    assert nearest(claimed(text, "the harbour is closed")).title is not None
    for number, words in enumerate(("The ferry is lost", "The port is shut", "Boats sank in the whole bay"), 2):
        claim = claimed(text, words, sentence=number)
        assert nearest(claim).name == "Ilse Brandt"
        assert nearest(claim).title is None


def test_a_cue_that_goes_on_shares_the_mention_before_it() -> None:
    claim = claimed("Ilse Brandt said the harbour is closed, adding that the ferry is lost.", "the ferry is lost")

    assert nearest(claim).span is not None
    assert nearest(claim).span.text == "Ilse Brandt"  # type: ignore[union-attr]
    assert nearest(claim).cue is not None
    assert nearest(claim).cue.text == "adding"  # type: ignore[union-attr]


def test_an_adjunct_before_the_inner_cue_is_part_of_the_content() -> None:
    text = "“Just since December, we estimate that Orrin has lost more than 100 boats,” spokesman Omar Teal said."
    claim = claimed(text, "Just since December", "Orrin has lost more than 100 boats")

    assert [span.text for span in attributed(claim).content] == [
        "Just since December",
        "Orrin has lost more than 100 boats",
    ]


def test_content_has_no_signs_at_its_edges() -> None:
    claim = claimed(f"{SAID} However, the ferry is lost, he added.", "the ferry is lost", sentence=2)

    assert [span.text for span in attributed(claim).content] == ["the ferry is lost"]


@pytest.mark.parametrize(
    ("text", "kind", "checkable"),
    [
        ("The harbour is closed.", "state", True),
        ("The harbour will be closed.", "forecast", False),
        ("The harbour is beautiful.", "opinion", False),
        ("Brandt demanded that the harbour is closed.", "state", False),
    ],
)
def test_what_nobody_could_verify_is_not_checkable(text: str, kind: str, checkable: bool) -> None:
    evidence = text.removeprefix("Brandt demanded that ").rstrip(".")

    assert claimed(text, evidence, kind=kind).checkable is checkable
