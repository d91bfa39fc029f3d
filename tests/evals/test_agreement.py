"""Two labellings of one article: how far they agree, by the scorer's own pairing; and how a labelling is begun."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.agreement import CATEGORIES, agree, kappa, rows
from evals.cli import main
from evals.dataset import DatasetError, load, load_fixture
from evals.labelling import begin
from evals.score import METRICS, Pair
from evals.sides import Side
from evals.words import statement
from extractor import extract

NEWS = Path(__file__).parents[2] / "evals" / "fixtures" / "news"
TWICE = "court-verdict"


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """A dataset of one article that two people labelled."""
    shutil.copytree(NEWS / TWICE, tmp_path / "news" / TWICE)
    return tmp_path / "news"


def relabel(dataset: Path, edit: dict[str, Any]) -> None:
    """Let the labeller ``zz`` say what the first said, but for some fields of the first claim."""
    home = dataset / TWICE
    gold = yaml.safe_load((home / "gold.yaml").read_text(encoding="utf-8"))
    gold["claims"][0] |= edit
    (home / "gold.zz.yaml").write_text(yaml.safe_dump(gold, sort_keys=False), encoding="utf-8")


# ---------------------------------------------------------------------------------------------------------- agreement


@pytest.mark.parametrize("alternatives", [True, False])
def test_a_labelling_agrees_with_itself_fully(twice: Path, alternatives: bool) -> None:
    relabel(twice, {})
    agreement = agree(twice, "zz", alternatives=alternatives)
    wanted = sum(not claim.optional for claim in load(twice)[0].gold.claims)

    assert agreement.articles == (TWICE,)
    assert len(agreement.pairs) == wanted
    assert [agreement.score.f1(metric).value for metric in METRICS] == [1, 1, 1, 1]
    assert [kappa(agreement.pairs, field) for field in CATEGORIES] == [1] * len(CATEGORIES)


def test_another_reading_lowers_its_own_field_and_no_other(twice: Path) -> None:
    relabel(twice, {"modality": "possible", "alternatives": {}})
    agreement = agree(twice, "zz")
    found = dict(zip(CATEGORIES, (kappa(agreement.pairs, field) for field in CATEGORIES), strict=True))

    assert (found.pop("modality") or 0) < 1
    assert set(found.values()) == {1}
    assert agreement.score.slots("modality").incorrect == 1
    assert agreement.score.slots("polarity").incorrect == 0


def test_a_claim_that_only_one_labeller_has_is_no_agreement(twice: Path) -> None:
    relabel(twice, {})
    gold = twice / TWICE / "gold.zz.yaml"
    labelling = yaml.safe_load(gold.read_text(encoding="utf-8"))
    labelling["claims"] = [claim for claim in labelling["claims"] if claim["id"] != labelling["claims"][0]["id"]]
    gold.write_text(yaml.safe_dump(labelling), encoding="utf-8")
    found = agree(twice, "zz").score.counts("found")

    assert found.gold - found.paired == 1
    assert found.predicted == found.paired


@pytest.mark.parametrize("whose", ["gold.yaml", "gold.zz.yaml"])
def test_what_either_labeller_calls_optional_does_not_count(twice: Path, whose: str) -> None:
    relabel(twice, {})
    before = agree(twice, "zz").score.counts("found")
    path = twice / TWICE / whose
    labelling = yaml.safe_load(path.read_text(encoding="utf-8"))
    labelling["claims"][0]["optional"] = True
    path.write_text(yaml.safe_dump(labelling), encoding="utf-8")
    after = agree(twice, "zz").score.counts("found")

    assert (after.paired, after.gold, after.predicted) == (before.paired - 1, before.gold - 1, before.predicted - 1)


def test_without_alternatives_no_score_is_higher() -> None:
    lenient, strict = agree(NEWS, "st").score, agree(NEWS, "st", alternatives=False).score

    for metric in METRICS:
        assert (strict.f1(metric).value or 0) <= (lenient.f1(metric).value or 0), metric
    assert (strict.f1("soft").value or 0) < (lenient.f1("soft").value or 0)


def test_unknown_initials_end_with_one_line(twice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DatasetError, match=r"gold\.xy\.yaml; label one, or name other initials"):
        agree(twice, "xy")
    assert main(["agree", "xy", "--dataset", str(twice)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "gold.xy.yaml" in err


# -------------------------------------------------------------------------------------------------------------- kappa


def pairs(*counts: tuple[int, object, object]) -> list[Pair]:
    """Pairs that say nothing but one category: how many, what the first labeller says, and the second."""
    empty = Side("s", (((0, 1),),), "x", (statement("x"),))

    def one(value: object) -> Side:
        return replace(empty, labelled={"checkable": value})

    return [Pair(one(first), one(second), {}) for number, first, second in counts for _ in range(number)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # 50 proposals: p_o = 35/50, p_e = ½·0.6 + ½·0.4
        ([(20, True, True), (15, False, False), (5, True, False), (10, False, True)], 0.4),
        # the same share of agreement, 60 of 100, twice: p_e = 0.54 and 0.46
        ([(45, True, True), (15, False, False), (25, True, False), (15, False, True)], 0.06 / 0.46),
        ([(25, True, True), (35, False, False), (5, True, False), (35, False, True)], 0.14 / 0.54),
        ([(10, True, False), (10, False, True)], -1),
        ([(5, "a", "a"), (5, "b", "b"), (5, "c", "c")], 1),
        ([(9, True, True)], None),  # chance alone agrees fully
        ([(9, None, True), (9, False, None)], None),  # nobody labelled it twice
        ([(1, True, True), (1, False, False), (7, None, True)], 1),  # what one left out does not count
        ([], None),
    ],
)
def test_kappa_is_cohens(counts: list[tuple[int, object, object]], expected: float | None) -> None:
    assert kappa(pairs(*counts), "checkable") == (None if expected is None else pytest.approx(expected))


def test_the_table_of_kappas_counts_what_both_labelled(twice: Path) -> None:
    relabel(twice, {"modality": "possible", "alternatives": {}})
    agreement = agree(twice, "zz")
    head, *table = rows(agreement)
    of = {row[0]: tuple(row[1:]) for row in table}

    assert tuple(head) == ("category", "claims", "the same", "Cohen's kappa")
    assert tuple(of) == CATEGORIES
    assert of["polarity"] == (str(len(agreement.pairs)), str(len(agreement.pairs)), "1.00")
    assert of["modality"][:2] == (str(len(agreement.pairs)), str(len(agreement.pairs) - 1))
    assert int(of["directness"][0]) == sum(1 for pair in agreement.pairs if pair.gold.labelled["directness"])


# ---------------------------------------------------------------------------------------------------- a new labelling

TEXT = "Ilse Brandt, the mayor,  said on Monday that 300 houses were damaged.\r\n\r\nTwo bridges fell “at noon”. \n"


def begun(folder: Path) -> Path:
    source = folder / "flood.txt"
    source.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    return begin(source, folder / "news" / "flood", date(2024, 5, 15))


def test_a_begun_fixture_holds_the_article_byte_for_byte(tmp_path: Path) -> None:
    gold = begun(tmp_path)

    assert gold == tmp_path / "news" / "flood" / "gold.yaml"
    assert (gold.parent / "article.txt").read_bytes() == (tmp_path / "flood.txt").read_bytes()


def test_a_begun_fixture_shows_the_sentences_and_suggests_no_claim(tmp_path: Path) -> None:
    lines = begun(tmp_path).read_text(encoding="utf-8").splitlines()
    after = lines[lines.index("claims:") + 1 :]

    assert len(extract(TEXT, model="rules").claims) >= 2  # an engine would have had something to say
    assert after[:2] == [
        "  # 1. Ilse Brandt, the mayor, said on Monday that 300 houses were damaged.",
        "  # 2. Two bridges fell “at noon”.",
    ]
    assert all(not line or line.lstrip().startswith("#") for line in after)


def test_a_begun_fixture_counts_as_no_labelling_until_it_is_filled_in(tmp_path: Path) -> None:
    gold = begun(tmp_path)
    with pytest.raises(
        DatasetError, match=r"^Fixture flood: claims is empty; list some, or write \[\] in gold\.yaml\.$"
    ):
        load_fixture(gold.parent)

    gold.write_text(gold.read_text(encoding="utf-8").replace("claims:", "claims: []"), encoding="utf-8")
    assert load_fixture(gold.parent).article.published == date(2024, 5, 15)


def test_the_pattern_of_a_claim_can_be_filled_in(tmp_path: Path) -> None:
    gold = begun(tmp_path)
    head, marked, tail = gold.read_text(encoding="utf-8").partition("  # - id: c1")
    pattern = (marked + tail).replace("  # ", "  ").replace("# forbidden", "forbidden")
    words = {
        "[words of the article, verbatim]": "[Two bridges fell]",
        '["words"]': "[fell]",
        "subject: words": "subject: Two",
    }
    for placeholder, said in words.items():
        assert placeholder in pattern
        pattern = pattern.replace(placeholder, said)
    gold.write_text(head + pattern, encoding="utf-8")
    fixture = load_fixture(gold.parent)

    assert [claim.id for claim in fixture.gold.claims] == ["c1"]
    assert len(fixture.gold.forbidden) == 1


def test_a_page_stays_a_page(tmp_path: Path) -> None:
    source = NEWS / "html-market-town" / "article.html"
    gold = begin(source, tmp_path / "page")

    assert [path.name for path in sorted(gold.parent.iterdir())] == ["article.html", "gold.yaml"]
    assert (gold.parent / "article.html").read_bytes() == source.read_bytes()


def test_a_labelled_folder_is_not_begun_again(twice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = twice / TWICE
    before = {path.name: path.read_bytes() for path in home.iterdir()}

    assert main(["label", str(NEWS / "seed" / "article.txt"), str(home)]) == 2
    assert capsys.readouterr().err == f"{home / 'gold.yaml'} is there already; name a new folder.\n"
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_what_is_no_article_begins_no_fixture(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"nowhere\.txt"):
        begin(tmp_path / "nowhere.txt", tmp_path / "flood")
    assert not (tmp_path / "flood").exists()
