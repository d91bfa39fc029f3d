"""The gate's verdicts, exit codes and files; and how two runs differ claim by claim."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals.cli import main
from evals.comparing import compare
from evals.dataset import load_fixture
from evals.runs import PredictedClaim, save_run
from evals.score import score
from tests.evals.claims import lines, perfect

NEWS = Path(__file__).parents[2] / "evals" / "fixtures" / "news"
NAMES = ("border-talks", "corrections", "cup-final", "markets-close", "no-claims", "science-lake", "seed")
FIXTURES = tuple(load_fixture(NEWS / name) for name in NAMES)


def thinned(claims: list[PredictedClaim]) -> list[PredictedClaim]:
    """Every third claim left out: the same loss in every article, nearly."""
    return [claim for i, claim in enumerate(claims) if i % 3]


def one_lost(claims: list[PredictedClaim]) -> list[PredictedClaim]:
    return claims[1:] if claims and "Lantern Cup" in claims[0].statement else claims


@pytest.fixture
def runs(tmp_path: Path) -> dict[str, Path]:
    made = {"perfect": lines(FIXTURES), "worse": lines(FIXTURES, thinned), "nearly": lines(FIXTURES, one_lost)}
    for name in NAMES:
        shutil.copytree(NEWS / name, tmp_path / "news" / name)
    paths = {name: tmp_path / f"{name}.jsonl" for name in made}
    for name, path in paths.items():
        save_run(path, made[name])
    return paths


def gate(run: Path, baseline: Path, *options: str) -> int:
    return main(["gate", str(run), "--baseline", str(baseline), "--dataset", str(run.parent / "news"), *options])


def test_the_same_run_passes(runs: dict[str, Path]) -> None:
    assert gate(runs["worse"], runs["worse"]) == 0


def test_a_better_run_passes(runs: dict[str, Path]) -> None:
    assert gate(runs["perfect"], runs["worse"]) == 0


def test_a_regression_is_exit_code_one(runs: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(runs["worse"], runs["perfect"], "--margin", "0.02") == 1
    told = capsys.readouterr().out
    assert "## Gate failed: a regression" in told
    assert "lost: " in told


def test_within_the_margin_it_passes_though_claims_were_lost(runs: dict[str, Path]) -> None:
    assert gate(runs["nearly"], runs["perfect"], "--margin", "0.05") == 0


def test_what_these_articles_cannot_tell_is_exit_code_three(
    runs: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate(runs["nearly"], runs["perfect"], "--margin", "0.001") == 3
    assert "these articles cannot tell" in capsys.readouterr().out


def test_a_run_that_lacks_articles_is_not_measured(runs: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    part = runs["perfect"].parent / "part.jsonl"
    save_run(part, lines(FIXTURES[:3]))

    assert gate(part, runs["perfect"]) == 3
    assert "the run lacks" in capsys.readouterr().err


def test_usage_is_exit_code_two(runs: dict[str, Path], tmp_path: Path) -> None:
    assert gate(runs["perfect"], runs["perfect"], "--margin", "-1") == 2
    assert gate(runs["perfect"], runs["perfect"], "--metric", "beauty") == 2
    assert gate(runs["perfect"], runs["perfect"], "--dataset", str(tmp_path / "nowhere")) == 2


def test_junit_and_markdown_are_written(runs: dict[str, Path], tmp_path: Path) -> None:
    junit, summary = tmp_path / "gate.xml", tmp_path / "summary.md"
    code = gate(
        runs["worse"], runs["perfect"], "--margin", "0.02", "--junit", str(junit), "--summary", str(summary),
        "--metric", "found", "--metric", "grounding",
    )  # fmt: skip

    suite = ElementTree.parse(junit).getroot()  # noqa: S314 - written by the line above
    assert code == 1
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "1", "0")
    assert [case.get("name") for case in suite if case.find("failure") is not None] == ["found"]
    assert summary.read_text(encoding="utf-8").startswith("## Gate failed")


def test_claims_newly_found_lost_and_changed_are_named() -> None:
    fixture = next(one for one in FIXTURES if one.id == "cup-final")

    def without_first(claims: list[PredictedClaim]) -> list[PredictedClaim]:
        second = claims[1].model_copy(update={"polarity": "negative"})
        return [second, *claims[2:]]

    before, after = (score([fixture], lines([fixture], edit)) for edit in (lambda c: c, without_first))
    forth, back = compare(before, after), compare(after, before)
    first, second, *_ = [claim for claim in fixture.gold.claims if not claim.optional]

    assert {(change.name, change.gold) for change in forth.changes} == {("lost", first.id), ("changed", second.id)}
    assert {(change.name, change.gold) for change in back.changes} == {("found", first.id), ("changed", second.id)}
    assert len(perfect(fixture)) - 1 == len(after.articles[0].pairs)
