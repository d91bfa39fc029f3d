"""The fixtures cover what they must and contradict nothing; each planted mistake gets exactly its complaint."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from jsonschema import Draft202012Validator

from evals.cli import main
from evals.dataset import DatasetError, Fixture, load
from evals.lint import complaints
from evals.schema import GoldAttribution, GoldClaim
from extractor.schema import Act, Comparator, Directness, Kind, Modality, Polarity, Relation, SourceKind

NEWS = Path(__file__).parents[2] / "evals" / "fixtures" / "news"
FIXTURES = load(NEWS)
CLAIMS = [claim for fixture in FIXTURES for claim in fixture.gold.claims]
VOCABULARY = {
    "kind": Kind,
    "act": Act,
    "comparator": Comparator,
    "modality": Modality,
    "polarity": Polarity,
    "directness": Directness,
    "relation": Relation,
    "source": SourceKind,
}


# ------------------------------------------------------------------------------------------- the fixtures of the house


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.id)
def test_no_fixture_contradicts_its_own_words(fixture: Fixture) -> None:
    assert list(complaints(fixture)) == []


def voices(claim: GoldClaim) -> Iterator[GoldAttribution]:
    yield from filter(None, (claim.attribution, *claim.alternatives.attribution))


def labelled(name: str, claim: GoldClaim) -> Iterator[str | None]:
    """Each reading of a category; of acts the alternatives count too."""
    own = [claim.attribution] if claim.attribution else []
    match name:
        case "act":
            yield from (link.act for voice in voices(claim) for link in voice.chain)
        case "source":
            yield from (link.kind for voice in own for link in voice.chain)
        case "directness":
            yield from (voice.directness for voice in own)
        case "comparator":
            yield from (quantity.comparator for quantity in claim.quantities)
        case "relation":
            yield from (time.relation for time in claim.times)
        case _:
            yield getattr(claim, name)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in VOCABULARY.items() for value in get_args(values)]
)
def test_every_word_of_the_vocabulary_is_labelled_somewhere(name: str, value: str) -> None:
    assert any(value in labelled(name, claim) for claim in CLAIMS)


def test_the_fixtures_hold_every_feature_that_is_scored() -> None:
    assert {hedge.by for claim in CLAIMS for hedge in claim.hedges} == {"source", "article"}
    assert any(claim.attribution and len(claim.attribution.chain) == 2 for claim in CLAIMS)
    assert any(claim.optional for claim in CLAIMS)
    assert all(fixture.gold.forbidden for fixture in FIXTURES)


@pytest.mark.parametrize("name", ["evidence", "statement", "subject", "kind", "attribution", "quantities", "times"])
def test_alternatives_are_used_for_the_fields_that_have_several_readings(name: str) -> None:
    assert any(getattr(claim.alternatives, name) for claim in CLAIMS)


def test_there_are_pages_long_articles_and_one_without_claims() -> None:
    assert [path.parent.name for path in NEWS.glob("*/article.html")]
    assert sum(len(fixture.article.text.split()) > 1500 for fixture in FIXTURES) >= 2
    assert any(not fixture.gold.claims for fixture in FIXTURES)


def test_the_dataset_is_large_enough_and_halved() -> None:
    halves = [fixture.gold.split for fixture in FIXTURES]
    assert len(FIXTURES) >= 15
    assert sum(not claim.optional for claim in CLAIMS) >= 250
    assert set(halves) == {"dev", "test"}
    assert abs(halves.count("dev") - halves.count("test")) <= 1
    assert len(list(NEWS.glob("*/gold.st.yaml"))) == 5


# --------------------------------------------------------------------------------------------------- planted mistakes

ARTICLE = """\
Ilse Brandt, the mayor of Lund, said on Monday that more than 300 houses were damaged in the flood.
Two bridges over the river Veln fell on May 9, the council said. The council's bridges in Lund will not reopen in June.
"""
GOLD: dict[str, Any] = yaml.safe_load("""
published: 2024-05-15
split: dev
claims:
  - id: c1
    evidence: [more than 300 houses were damaged in the flood]
    statement: "More than 300 houses [in Lund] were damaged in the flood."
    context: [{text: in Lund, span: Lund}]
    attribution:
      chain: [{name: Ilse Brandt, kind: person, span: "Ilse Brandt, the mayor of Lund", act: said, cue: said}]
      content: [more than 300 houses were damaged in the flood]
    quantities: [{text: more than 300, value: 300, low: 300, high: null, comparator: more_than}]
    times: [{text: on Monday, of: attribution, start: 2024-05-13, end: 2024-05-13}]
  - id: c2
    evidence: [Two bridges over the river Veln fell on May 9]
    statement: Two bridges over the river Veln fell on May 9.
    attribution:
      chain: [{name: null, kind: organization, span: the council, act: said, cue: said}]
      content: [Two bridges over the river Veln fell on May 9]
    quantities: [{text: Two, value: 2, comparator: exactly}]
    times: [{text: on May 9, of: event, start: 2024-05-09, end: 2024-05-09}]
  - id: c3
    evidence: [The council's bridges in Lund will not reopen in June]
    statement: The council's bridges in Lund will not reopen in June.
""")
CATEGORIES = {"kind": "event", "modality": "certain", "polarity": "positive", "checkable": True}
GOLD["claims"] = [claim | CATEGORIES for claim in GOLD["claims"]]


def planted(folder: Path, path: str, value: object) -> Path:
    """A fixture of which one field is another: ``0.kind`` is of the first claim, a bare name of all; ``+`` appends."""
    gold = copy.deepcopy(GOLD)
    *inner, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = gold["claims"] if inner or last == "+" else gold
    for step in inner:
        place = place[step]
    if last == "+":
        place.append(value)
    else:
        place[last] = value
    return written(folder, yaml.safe_dump(gold, sort_keys=False))


def written(folder: Path, gold: str) -> Path:
    home = folder / "flood"
    home.mkdir()
    (home / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (home / "gold.yaml").write_text(gold, encoding="utf-8")
    return home


def said(home: Path) -> list[str]:
    return list(complaints(load(home)[0]))


def moment(text: str, of: str, day: date) -> list[dict[str, Any]]:
    return [{"text": text, "of": of, "start": day, "end": day}]


EVIDENCE: str = GOLD["claims"][2]["evidence"][0]
TWIN = CATEGORIES | {"id": "c4", "evidence": [EVIDENCE[4:]], "statement": f"{EVIDENCE[4:]}."}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("split", "dev"),
        ("0.times", moment("on Monday", "attribution", date(2024, 5, 6))),  # a Monday of another week
        ("1.times", moment("on May 9", "event", date(2023, 5, 9))),  # the same day of another year
        ("0.attribution.chain.0.span", "mayor of Lund"),  # no name of its own
        ("0.statement", "More than 300 houses were damaged [in the flood]."),
        ("+", TWIN | {"optional": True}),
    ],
    ids=["nothing", "week", "year", "office", "bracket", "optional twin"],
)
def test_gold_that_is_right_gets_no_complaint(tmp_path: Path, path: str, value: object) -> None:
    assert said(planted(tmp_path, path, value)) == []


MISTAKES: dict[str, tuple[str, object, str]] = {
    "number": ("0.quantities.0.value", 310, "claim c1: 'more than 300' is 300, not 310; mend value or words."),
    "comparator": (
        "0.quantities.0.comparator", "at_least",
        "claim c1: 'more than 300' says more_than, not at_least; mend comparator or words.",
    ),
    "bound": ("0.quantities.0.low", 200, "claim c1: 'more than 300' has low 300, not 200; mend it."),
    "no number": ("1.quantities.0.text", "the", "claim c2: 'the' names no number; mend its words."),
    "date": (
        "1.times", moment("on May 9", "event", date(2024, 5, 10)),
        "claim c2: 'on May 9' is 2024-05-09 to 2024-05-09 here, not 2024-05-10 to 2024-05-10; "
        "mend the dates or the words.",
    ),
    "weekday": (
        "0.times", moment("on Monday", "attribution", date(2024, 5, 14)),
        "claim c1: 'on Monday' is 2024-05-13 to 2024-05-13 here, not 2024-05-14 to 2024-05-14; "
        "mend the dates or the words.",
    ),
    "mention": (
        "0.attribution.chain.0.name", "Veln",
        "claim c1: the mention 'Ilse Brandt, the mayor of Lund' does not name 'Veln'; mend name or span.",
    ),
    "content": (
        "0.attribution.content", ["300 houses were damaged"],
        "claim c1: the evidence 'more than 300 houses were damaged in the flood' lies outside of the content; "
        "widen the content or mend the evidence.",
    ),
    "added word": (
        "2.statement", f"{EVIDENCE} again.",
        "claim c3: its statement has 'again', which its evidence has not; put it in [brackets] or take it out.",
    ),
    "bracket": (
        "0.context", [],
        "claim c1: its statement and its context have not the same number of brackets; name each bracket's place.",
    ),
    "kind": ("0.kind", None, "claim c1: kind is left out; name it, or make the claim optional."),
    "denied": (
        "0.attribution.chain.0.act", "denied",
        "claim c1: its source denied it, so its polarity is negative; mend polarity or act.",
    ),
    "duplicate": ("+", GOLD["claims"][2] | {"id": "c4"}, "claims c3 and c4 are the same; remove one."),
    "twins": ("+", TWIN, "claims c3 and c4 overlap like twins; make one of them, or one optional."),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_planted_mistake_gets_exactly_its_complaint(tmp_path: Path, mistake: str) -> None:
    path, value, complaint = MISTAKES[mistake]

    assert said(planted(tmp_path, path, value)) == [f"flood, {complaint}"]


def test_gold_without_a_split_is_complained_of(tmp_path: Path) -> None:
    assert said(planted(tmp_path, "split", None)) == ["flood: it names no split; write dev or test."]


@pytest.mark.parametrize(
    ("path", "value", "refusal"),
    [
        ("2.evidence", ["bridges fell in June"], r"claim c3: evidence 'bridges fell in June' is not in the article;"),
        ("2.mood", "grim", r"claim c3: mood is an unknown field; rename or remove it"),
    ],
)
def test_gold_that_cannot_be_meant_does_not_load(tmp_path: Path, path: str, value: object, refusal: str) -> None:
    with pytest.raises(DatasetError, match=refusal):
        load(planted(tmp_path, path, value))


def test_bad_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    home = written(tmp_path, "split: dev\nclaims:\n  - id: c1\n    evidence: [Two bridges\n    statement: x: y\n")

    with pytest.raises(DatasetError, match=r"^Fixture flood: gold\.yaml is no YAML at line 5: [^\n]+$"):
        load(home)


# --------------------------------------------------------------------------------------------- the schema for editors


@pytest.fixture
def validator(capsys: pytest.CaptureFixture[str]) -> Draft202012Validator:
    assert main(["lint", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def as_json(gold: object) -> Any:
    return json.loads(json.dumps(gold, default=date.isoformat))


def test_the_schema_accepts_every_labelling(validator: Draft202012Validator) -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted(NEWS.glob("*/gold*.yaml"))
    assert len(files) >= 20
    for path in files:
        gold = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a SafeLoader
        assert [error.message for error in validator.iter_errors(as_json(gold))] == [], path


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("mood", "grim"),
        ("0.mood", "grim"),
        ("0.evidence", []),
        ("0.evidence", " "),
        ("0.attribution.chain.0.act", "sang"),
        ("0.times.0.text", {"text": "on Monday", "occurence": 1}),
        ("published", "May 15"),
    ],
)
def test_the_schema_refuses_what_loading_refuses(
    validator: Draft202012Validator, tmp_path: Path, path: str, value: object
) -> None:
    home = planted(tmp_path, path, value)
    gold = yaml.safe_load((home / "gold.yaml").read_text(encoding="utf-8"))

    with pytest.raises(DatasetError):
        load(home)
    assert validator.is_valid(as_json(GOLD))
    assert not validator.is_valid(as_json(gold))
