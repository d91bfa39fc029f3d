"""The seed's gold, and what the loader refuses."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from evals.dataset import DatasetError, Fixture, load, load_fixture
from evals.schema import GoldClaim, GoldQuantity, GoldSource, GoldTime, Words
from extractor.schema import Quantity, Source, TimeReference

NEWS = Path(__file__).parents[2] / "evals" / "fixtures" / "news"

SENTENCES = (
    "The President Joe Biden-led",
    "What Happened:",
    '"Russia has exhausted',
    '"Just since December',
    "The information is",
    "\"We've never talked",
    '"The majority are',
    "Why It Matters:",
    "Despite predictions",
    "Moscow is currently",
    "Col. Gen.",
    "However, Ukrainian units",
)


@pytest.fixture(scope="module")
def seed() -> Fixture:
    return load(NEWS / "seed")[0]


def claim(fixture: Fixture, words: str) -> GoldClaim:
    """The one rewarded claim whose evidence holds these words."""
    (found,) = (c for c in fixture.gold.claims if not c.optional and words in " ".join(e.text for e in c.evidence))
    return found


def chain(labels: GoldClaim) -> list[tuple[str | None, str]]:
    links = labels.attribution.chain if labels.attribution else ()
    return [(link.name.text if link.name else None, link.act) for link in links]


def directness(labels: GoldClaim) -> str | None:
    return labels.attribution.directness if labels.attribution else None


def bounds(quantity: GoldQuantity) -> tuple[str, Decimal | None, Decimal | None, Decimal | None]:
    return quantity.comparator or "", quantity.value, quantity.low, quantity.high


def interval(time: GoldTime) -> tuple[str, str, date | None, date | None]:
    return time.text.text, time.of or "", time.start, time.end


def test_the_dataset_holds_the_seed(seed: Fixture) -> None:
    assert "seed" in [fixture.id for fixture in load(NEWS)]
    assert seed.gold.published == seed.article.published == date(2023, 5, 1)
    assert seed.article.text.startswith("The President Joe Biden-led")
    assert seed.gold.exhaustive


def test_every_sentence_of_the_seed_is_covered(seed: Fixture) -> None:
    starts = [seed.article.text.index(words) for words in SENTENCES] + [len(seed.article.text)]
    rewarded = [span for c in seed.gold.claims if not c.optional for span in seed.located[c.id]]
    for start, end in pairwise(starts):
        assert any(start <= span.start and span.end <= end for span in rewarded), seed.article.text[start:end]


def test_located_evidence_is_the_words_of_the_article(seed: Fixture) -> None:
    for labels in seed.gold.claims:
        spans = seed.located[labels.id]
        assert {span.text for span in spans} == {words.text for words in labels.evidence}
        assert all(seed.article.text[span.start : span.end] == span.text for span in spans)
    assert len(seed.traps) == len(seed.gold.forbidden) >= 5


def test_repeated_words_of_the_seed_name_their_occurrence(seed: Fixture) -> None:
    for labels in seed.gold.claims:
        for words in labels.evidence:
            repeats = seed.article.text.count(words.text) > 1
            assert (words.occurrence is not None) == repeats, (labels.id, words.text)


def test_evidence_of_the_seed_leaves_out_source_and_cue(seed: Fixture) -> None:
    for labels in seed.gold.claims:
        for link in labels.attribution.chain if labels.attribution else ():
            for words in filter(None, (link.cue, link.span)):
                at = seed.where(labels.id, words)
                assert all(at.end <= span.start or span.end <= at.start for span in seed.located[labels.id])


def test_each_bracket_of_a_statement_has_its_context(seed: Fixture) -> None:
    for labels in seed.gold.claims:
        assert re.findall(r"\[([^]]+)\]", labels.statement) == [context.text for context in labels.context]


def test_outside_of_brackets_a_statement_is_words_of_its_evidence_in_their_order(seed: Fixture) -> None:
    for labels in seed.gold.claims:
        own = tokens(re.sub(r"\[[^]]*\]", " ", labels.statement))
        rest = iter(tokens(" ".join(words.text for words in labels.evidence)))
        if labels.id in MOVED:
            assert set(own) <= set(rest), labels.id
        else:
            assert all(word in rest for word in own), labels.id


def tokens(text: str) -> list[str]:
    return re.findall(r"[\w,.-]*\w", text.lower().replace("'ve", " have"))


MOVED = {"c13"}
"""The antecedent of its relative clause stands in a bracket, behind the verb."""


def test_evidence_of_the_seed_lies_inside_the_content(seed: Fixture) -> None:
    for labels in seed.gold.claims:
        if labels.attribution:
            content = [seed.where(labels.id, words) for words in labels.attribution.content or ()]
            for span in seed.located[labels.id]:
                assert any(at.start <= span.start and span.end <= at.end for at in content), (labels.id, span.text)


def test_a_title_of_the_seed_stands_in_the_mention(seed: Fixture) -> None:
    links = [link for labels in seed.gold.claims if labels.attribution for link in labels.attribution.chain]
    assert any(link.title for link in links)
    assert all(link.span and link.title.text in link.span.text for link in links if link.title)


def test_every_quantity_of_the_seed_names_all_its_fields(seed: Fixture) -> None:
    for labels in seed.gold.claims:
        assert all(set(GoldQuantity.model_fields) == q.model_fields_set for q in labels.quantities), labels.id


def test_every_rewarded_claim_is_labelled_in_full(seed: Fixture) -> None:
    needed = {"subject", "kind", "attribution", "modality", "polarity", "hedges", "quantities", "times", "checkable"}
    for labels in seed.gold.claims:
        if not labels.optional:
            assert needed <= labels.model_fields_set, labels.id


def test_who_says_what_in_the_seed(seed: Fixture) -> None:
    assert chain(claim(seed, "around 100,000")) == [("The President Joe Biden-led administration", "estimated")]
    assert chain(claim(seed, "almost half of those killed")) == [("John Kirby", "said"), ("The Hill", "reported")]
    assert chain(claim(seed, "more than 100,000")) == [("John Kirby", "estimated")]
    assert chain(claim(seed, "Kyiv would suffer")) == [(None, "predicted")]
    assert claim(seed, "which is actively engaged").attribution is None


def test_the_commander_of_the_seed_is_quoted_and_added(seed: Fixture) -> None:
    quoted, added = claim(seed, "The situation (in Bakhmut)"), claim(seed, "Ukrainian units")
    assert chain(quoted) == chain(added) == [("Oleksandr Syrskyi", "said")]
    assert (directness(quoted), directness(added)) == ("direct", "indirect")


def test_the_numbers_of_the_seed(seed: Fixture) -> None:
    half, hundred, twenty = Decimal("0.5"), Decimal(100000), Decimal(20000)
    assert bounds(claim(seed, "around 100,000").quantities[0]) == ("about", hundred, None, None)
    assert bounds(claim(seed, "more than 100,000").quantities[0]) == ("more_than", hundred, hundred, None)
    assert bounds(claim(seed, "over 20,000 fatalities").quantities[0]) == ("more_than", twenty, twenty, None)
    assert bounds(claim(seed, "over 20,000 killed").quantities[0]) == ("more_than", twenty, twenty, None)
    assert bounds(claim(seed, "The majority").quantities[0]) == ("more_than", half, half, None)
    nearly = claim(seed, "almost half").quantities[0]
    assert bounds(nearly) == ("nearly", half, None, half)
    assert (nearly.unit, nearly.base) == ("fraction", Words(text="those killed", occurrence=None))


def test_the_dates_of_the_seed(seed: Fixture) -> None:
    since = ("since December", "event", date(2022, 12, 1), date(2023, 5, 1))
    for words in ("around 100,000", "over 20,000 fatalities", "more than 100,000", "over 20,000 killed"):
        assert [interval(time) for time in claim(seed, words).times] == [since]
    monday = ("on Monday", "attribution", date(2023, 5, 1), date(2023, 5, 1))
    assert [interval(time) for time in claim(seed, "almost half").times] == [monday]
    february = ("in February last year", "event", date(2022, 2, 1), date(2022, 2, 28))
    assert [interval(time) for time in claim(seed, "Kyiv would suffer").times] == [february]


def test_gold_names_every_field_of_its_records() -> None:
    for gold, record in ((GoldQuantity, Quantity), (GoldTime, TimeReference), (GoldSource, Source)):
        assert set(record.model_fields) - {"span"} <= set(gold.model_fields)


ARTICLE = (
    "Ann Lee said two ships sank. Bo Ray said two boats sank in 2023.\nNobody said 20,000 sank, or\n12.5 percent.\n"
)

CLAIM = """
  - id: a1
    evidence: two ships sank
    statement: Two ships sank.
    attribution: {chain: [{name: Ann Lee, kind: person, act: said, cue: said}]}
    quantities: [{text: two, value: 2}]
"""


def write(folder: Path, claims: str, article: str = ARTICLE, rest: str = "published: 2023-05-01\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "article.txt").write_text(article, encoding="utf-8")
    (folder / "gold.yaml").write_text(f"{rest}claims:{claims}", encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(DatasetError) as caught:
        load(folder)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def test_a_single_string_is_evidence_and_gold_dates_an_undated_article(tmp_path: Path) -> None:
    (fixture,) = load(write(tmp_path / "one", CLAIM))
    assert [span.text for span in fixture.located["a1"]] == ["two ships sank"]
    assert fixture.article.published == date(2023, 5, 1)


def test_an_occurrence_chooses_among_repeated_words(tmp_path: Path) -> None:
    second = CLAIM.replace("evidence: two ships sank", "evidence: [{text: two, occurrence: 2}]")
    (fixture,) = load(write(tmp_path / "one", second))
    (span,) = fixture.located["a1"]
    assert span.start == ARTICLE.index("two boats")
    assert fixture.where("a1", Words(text="said", occurrence=None)).start == ARTICLE.index("said two boats")
    assert fixture.where("a1", Words(text="said", occurrence=1)).start == ARTICLE.index("said two ships")


def test_a_page_may_stand_for_the_text(tmp_path: Path) -> None:
    folder = write(tmp_path / "one", CLAIM)
    (folder / "article.txt").unlink()
    sentences = ARTICLE.replace("\n", " ")
    page = f"<html><title>Ships</title><body><article><p>{sentences}</p><p>{sentences}</p></article></body>"
    (folder / "article.html").write_text(page, encoding="utf-8")
    (fixture,) = load(folder)
    assert fixture.located["a1"][0].text == "two ships sank"
    assert "<p>" not in fixture.article.text


def test_words_run_over_a_line_break(tmp_path: Path) -> None:
    (fixture,) = load(write(tmp_path / "one", CLAIM.replace("evidence: two ships sank", "evidence: or 12.5 percent")))
    assert [span.text for span in fixture.located["a1"]] == ["or\n12.5 percent"]


def test_a_second_labelling_is_read_by_its_initials(tmp_path: Path) -> None:
    folder = write(tmp_path / "one", CLAIM)
    (folder / "gold.cd.yaml").write_text(f"claims:{CLAIM.replace('a1', 'z9')}", encoding="utf-8")
    assert set(load_fixture(folder, "cd").located) == {"z9"}
    with pytest.raises(DatasetError, match=r"Fixture one has no gold\.xy\.yaml"):
        load_fixture(folder, "xy")


def test_a_dataset_is_loaded_in_the_order_of_its_folders(tmp_path: Path) -> None:
    for name in ("b", "a"):
        write(tmp_path / name, CLAIM)
    assert [fixture.id for fixture in load(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("two ships sank\n", "three ships sank\n", ("claim a1", "evidence 'three ships sank'", "not in the article")),
        ("two ships sank\n", "wo ships sank\n", ("claim a1", "not in the article")),
        ("two ships sank\n", '"000"\n', ("claim a1", "not in the article")),
        ("two ships sank\n", "{text: two, occurrence: 3}\n", ("claim a1", "no occurrence 3", "from 1 to 2")),
        ("two ships sank\n", "{text: two, occurrence: 0}\n", ("claim a1", "occurrence")),
        ("two ships sank\n", "[]\n", ("claim a1", "evidence")),
        ("two ships sank\n", '"  "\n', ("claim a1", "evidence")),
        ("cue: said", "cue: claimed", ("claim a1", "attribution.chain.cue 'claimed'", "not in the article")),
        ("name: Ann Lee", "name: Anna Lee", ("claim a1", "'Anna Lee'", "not in the article")),
        ("text: two", "text: three", ("claim a1", "quantities.text 'three'", "not in the article")),
        ("value: 2", "valeu: 2", ("claim a1", "quantities.0.valeu", "unknown field")),
        ("value: 2", "value: 2, comparator: over", ("claim a1", "quantities.0.comparator", "more_than")),
        ("value: 2", "low: 3, high: 2", ("claim a1", "quantities.0", "low exceeds high")),
        ("value: 2", "value: 2, value: 3", ("line 7", "value stands twice")),
        ("statement: Two ships sank.", "optional: true", ("claim a1", "statement is missing")),
        ("act: said", "act: sang", ("claim a1", "attribution.chain.0.act", "reported")),
        ("id: a1", "kind: event", ("claim number 1", "id is missing")),
    ],
)
def test_a_wrong_claim_is_refused(tmp_path: Path, old: str, new: str, parts: tuple[str, ...]) -> None:
    assert old in CLAIM
    message = refusal(write(tmp_path / "one", CLAIM.replace(old, new)))
    assert all(part in message for part in ("Fixture one", *parts)), message


@pytest.mark.parametrize(
    ("rest", "claims", "parts"),
    [
        ("", CLAIM + CLAIM.lstrip("\n"), ("the id a1 names two claims",)),
        ("topics: [sea]\n", CLAIM, ("topics is an unknown field",)),
        ("split: train\n", CLAIM, ("split is not usable",)),
        ("published: 2023-02-30\n", CLAIM, ("gold.yaml cannot be read",)),
        ("tags: [a\nsplit: dev\n", CLAIM, ("no YAML at line 2",)),
        ("", " [}", ("no YAML at line 1",)),
        ("forbidden: [{evidence: a whale, statement: A whale sank., why: invented}]\n", CLAIM, ("forbidden claim 1",)),
    ],
)
def test_a_wrong_labelling_is_refused(tmp_path: Path, rest: str, claims: str, parts: tuple[str, ...]) -> None:
    message = refusal(write(tmp_path / "one", claims, rest=rest))
    assert all(part in message for part in ("Fixture one", *parts)), message


@pytest.mark.parametrize("gold", ["", "- a list\n", "just words\n"])
def test_gold_that_is_no_mapping_is_refused(tmp_path: Path, gold: str) -> None:
    folder = write(tmp_path / "one", CLAIM)
    (folder / "gold.yaml").write_text(gold, encoding="utf-8")
    assert "holds no labelling" in refusal(folder)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    assert "is no folder" in refusal(tmp_path / "nowhere")
    assert "holds no fixture" in refusal(tmp_path)
    folder = write(tmp_path / "one", CLAIM)
    (folder / "article.html").write_text("<p>Ann Lee said two ships sank.</p>", encoding="utf-8")
    assert "both article.txt and article.html" in refusal(folder)
    (folder / "article.html").unlink()
    (folder / "article.txt").unlink()
    assert "Fixture one has no article.txt" in refusal(tmp_path)
    (folder / "gold.yaml").unlink()
    assert "Fixture one has no gold.yaml" in refusal(tmp_path)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "one", CLAIM)
    (folder / "gold.yaml").write_bytes(b"claims: \xff\n")
    assert "not UTF-8 at byte 8" in refusal(folder)
    write(folder, CLAIM)
    (folder / "article.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DatasetError, match=r"Fixture one: .*article\.txt is"):
        load(folder)
