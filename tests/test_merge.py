"""One claim for each evidence and source, in text order; what is dropped is a rejection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.merge import merge
from extractor.schema import Attribution, Claim, Source, Span, claim_id

TEXT = "The ferry sank, the harbour closed, and the bridge collapsed."
FERRY, HARBOUR, BRIDGE = (0, 14), (16, 34), (40, 60)


def claim(*places: tuple[int, int], by: tuple[str, ...] = (), statement: str = "It sank.") -> Claim:
    evidence = tuple(Span.of(TEXT, *place) for place in places)
    chain = tuple(Source(name=name, kind="person", act="said") for name in by)
    return Claim(
        id=claim_id("test", evidence, statement + "".join(by)),
        statement=statement,
        evidence=evidence,
        alignment="exact",
        kind="event",
        attribution=Attribution(content=evidence, chain=chain, directness="indirect") if by else None,
        modality="certain",
        polarity="positive",
        checkable=True,
        engine="llm",
    )


def test_claims_stand_in_text_order() -> None:
    ferry, harbour, bridge = claim(FERRY), claim(HARBOUR), claim(BRIDGE)

    assert merge([(1, bridge), (1, ferry), (1, harbour)]) == ((ferry, harbour, bridge), ())


def test_claims_that_start_at_one_place_stay_in_the_order_they_were_made() -> None:
    short, long = claim(FERRY), claim((0, 34))

    assert merge([(1, long), (1, short)])[0] == (long, short)
    assert merge([(1, short), (1, long)])[0] == (short, long)


def test_the_first_of_two_with_the_same_evidence_and_source_is_kept() -> None:
    first, second = claim(FERRY), claim(FERRY, statement="The ferry sank.")
    kept, (rejection,) = merge([(2, first), (3, second)])

    assert kept == (first,)
    assert rejection.reason == "duplicate"
    assert rejection.sentences == (3,)
    assert first.id in rejection.detail
    assert rejection.draft["evidence"] == ["The ferry sank"]
    assert rejection.draft["statement"] == "The ferry sank."


def shown(one: Claim, *, cue: bool = True, mention: bool = True) -> Claim:
    """The claim with a nearest source whose cue and mention stand in the article."""
    assert one.attribution is not None
    first, *rest = one.attribution.chain
    seen = {"cue": Span.of(TEXT, *HARBOUR) if cue else None, "span": Span.of(TEXT, *BRIDGE) if mention else None}
    chain = (first.model_copy(update=seen), *rest)
    return one.model_copy(update={"attribution": one.attribution.model_copy(update={"chain": chain})})


OWN = claim(FERRY)
BRANDT, TEAL, BOTH = claim(FERRY, by=("Brandt",)), claim(FERRY, by=("Teal",)), claim(FERRY, by=("Brandt", "Teal"))


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("stays", "weaker", "reason", "says"),
    [
        (shown(TEAL), BRANDT, "source_conflict", "from Teal, not from Brandt"),
        (shown(TEAL), shown(BRANDT, mention=False), "source_conflict", "from Teal, not from Brandt"),
        (OWN, BRANDT, "source_conflict", "from the article itself, not from Brandt"),
        (shown(BRANDT), OWN, "source_conflict", "from Brandt, not from the article itself"),
        (shown(BOTH), shown(TEAL), "source_conflict", "from Brandt through Teal, not from Teal"),
        (shown(BOTH), shown(BRANDT), "duplicate", "already has"),
        (BRANDT, BRANDT.model_copy(update={"flags": ("source_unresolved",)}), "duplicate", "already has"),
        (BRANDT, shown(TEAL).model_copy(update={"flags": ("fallback",)}), "source_conflict", "not from Teal"),
    ],
)
def test_of_two_sources_of_one_evidence_the_better_shown_stays(
    stays: Claim, weaker: Claim, reason: str, says: str, turned: bool
) -> None:
    made = [(3, weaker), (2, stays)] if turned else [(2, stays), (3, weaker)]
    kept, (rejection,) = merge(made)

    assert kept == (stays,)
    assert (rejection.reason, rejection.sentences) == (reason, (3,))
    assert says in rejection.detail
    assert rejection.detail.endswith(".")


def test_two_sources_without_a_name_are_two() -> None:
    nameless = claim(FERRY, by=("",))
    assert nameless.attribution is not None
    source = Source(kind="unnamed_group", act="said", span=Span.of(TEXT, *HARBOUR))
    other = source.model_copy(update={"span": Span.of(TEXT, *BRIDGE)})
    made = [
        nameless.model_copy(update={"attribution": nameless.attribution.model_copy(update={"chain": (one,)})})
        for one in (source, other)
    ]

    assert [rejection.reason for rejection in merge([(1, one) for one in made])[1]] == ["source_conflict"]


def test_more_pieces_are_another_evidence() -> None:
    made = (claim(FERRY), claim(FERRY, BRIDGE), claim(FERRY, HARBOUR))

    assert merge([(1, one) for one in made]) == (made, ())


def test_three_of_one_leave_one_claim_and_two_rejections() -> None:
    kept, dropped = merge([(1, claim(FERRY))] * 3)

    assert len(kept) == 1
    assert [rejection.reason for rejection in dropped] == ["duplicate", "duplicate"]


PLACES = st.sampled_from([FERRY, HARBOUR, BRIDGE, (0, 34), (16, 60)])
NAMES = st.sampled_from([(), ("Brandt",), ("Teal", "Brandt")])


@given(st.lists(st.builds(lambda place, by: (1, claim(place, by=by)), PLACES, NAMES), max_size=12))
def test_nothing_disappears_and_merging_again_changes_nothing(claims: list[tuple[int, Claim]]) -> None:
    kept, dropped = merge(claims)

    assert len(kept) + len(dropped) == len(claims)
    assert len({one.id for one in kept}) == len({one.evidence for one in kept}) == len(kept)
    assert [one.evidence[0].start for one in kept] == sorted(one.evidence[0].start for one in kept)
    assert merge([(1, one) for one in kept]) == (kept, ())
