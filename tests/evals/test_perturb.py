"""The perturbation suite: what it makes of a right claim, and what it says of aligners that let all or nothing pass."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.cli import main
from evals.corpora import summedits
from evals.perturb import aligners
from evals.perturb.cases import WRONG, Case, cases
from evals.perturb.pairs import Pair, PairsError, load
from evals.perturb.suite import FIXTURES, PAIRS, all_cases, failures, judge, rates

PAIR = Pair(
    id="p",
    text="More than 2,400 boats may sink near Orrin on Monday, mayor Ilse Brandt said. "
    "Omar Teal saw 12 boats in Velmar.",
    sentence=1,
    evidence=("More than 2,400 boats may sink near Orrin on Monday",),
    statement="More than 2,400 boats may sink near Orrin on Monday.",
    source="mayor Ilse Brandt",
    cue="said",
    quantities=("More than 2,400",),
    times=("on Monday",),
    kind="forecast",
    wrong={
        "number": (("2,400", "3,400"),),
        "bound": (("More than 2,400", "Fewer than 2,400"),),
        "negation": (("may sink", "may not sink"),),
        "name": (("Orrin", "Velmar"),),
        "source": (("mayor Ilse Brandt", "Omar Teal"),),
        "hedge": (("may sink", "will sink"),),
        "date": (("on Monday", "on Tuesday"),),
        "addition": (("boats", "burning boats"),),
        "stitched": (("Omar Teal saw", "More than 2,400 boats"),),
    },
    reworded=({"how": "bound", "statement": "Over 2,400 boats may sink near Orrin on Monday."},),
)
CASES = list(cases(PAIR))


def test_each_wrong_class_is_planted_where_it_can_be() -> None:
    planted = Counter((case.name, case.plant) for case in CASES if not case.is_right)

    assert planted["number", "evidence"] == planted["number", "statement"] == planted["number", "literal"] == 1
    assert planted["source", "source"] == planted["source", "statement"] == 1
    assert planted["stitched", "evidence"] == 1
    assert planted["hedge", "literal"] == 0


def test_a_plant_changes_one_thing() -> None:
    (case,) = [case for case in CASES if (case.name, case.plant) == ("number", "statement")]

    assert case.draft["statement"] == "More than 3,400 boats may sink near Orrin on Monday."
    assert case.draft["evidence"] == list(PAIR.evidence)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_gate_lets_right_ones_pass_and_no_wrong_one(case: Case) -> None:
    verdict = aligners.ours(case)
    assert verdict != ("rejected" if case.is_right else "accepted")


def test_an_aligner_that_lets_all_pass_has_all_false_accepts_and_no_false_reject(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(aligners, "ALIGNERS", {"all": lambda case: "accepted", "none": lambda case: "rejected"})
    monkeypatch.setattr("evals.perturb.suite.ALIGNERS", aligners.ALIGNERS)
    judged = judge(CASES, ["all", "none"])
    all_pass = {rate.label: rate for rate in rates(judged, "all")}
    none_pass = {rate.label: rate for rate in rates(judged, "none")}

    assert all_pass["number"].share == 1.0
    assert all_pass["typography"].share == all_pass["rewording"].share == 0.0
    assert none_pass["number"].share == 0.0
    assert none_pass["typography"].share == none_pass["rewording"].share == 1.0
    assert all_pass["scale"].share is None  # no case, no rate
    assert len(list(failures(judged, "all"))) == sum(not case.is_right for case in CASES)


def test_the_suite_has_a_thousand_cases_and_eighty_of_each_class() -> None:
    counted: Counter[str] = Counter(case.name for case in all_cases())

    assert sum(counted.values()) >= 1000
    assert all(counted[name] >= 80 for name in (*WRONG, "typography", "rewording")), counted
    assert len({case.id for case in all_cases()}) == sum(counted.values())


def test_every_pair_is_what_it_says() -> None:
    for pair in load(PAIRS):
        for words in (*pair.evidence, *pair.quantities, *pair.times):
            assert words in pair.text, (pair.id, words)
        assert pair.source is None or pair.source in pair.text, pair.id
        for swaps in pair.wrong.values():
            assert all(was != planted for was, planted in swaps), pair.id


def test_a_file_that_holds_no_pairs_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pairs.yaml").write_text("- {id: x}\n", encoding="utf-8")

    with pytest.raises(PairsError, match="holds no pairs"):
        load(tmp_path)
    assert main(["perturb", "--pairs", str(tmp_path), "--fixtures", str(FIXTURES)]) == 2
    assert "holds no pairs" in capsys.readouterr().err


def test_summaries_are_judged_by_balanced_accuracy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.jsonl"
    doc = "The ferry sank near Orrin on Saturday. At least 12 people drowned."
    path.write_text(
        "\n".join(
            f'{{"doc": "{doc}", "summary": "{summary}", "label": {label}}}'
            for summary, label in (
                ("At least 12 people drowned near Orrin.", 1),
                ("At least 21 people drowned near Orrin.", 0),
                ("Twelve people were drowned on a ferry.", 0),
            )
        ),
        encoding="utf-8",
    )
    (found,) = summedits.measure(path)

    assert (found.altered, found.right, found.unanswered) == ((2, 2), (1, 1), 0)
    assert found.balanced == 1.0
    assert main(["statements", str(path)]) == 0
    assert "100.0" in capsys.readouterr().out
