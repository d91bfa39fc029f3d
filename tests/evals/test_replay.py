"""The recorded answers replay to the committed runs, without a network; what an edited prompt misses is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evals.cli import main
from evals.runs import read_run

HOME = Path(__file__).parents[2]
RECORDING = HOME / "evals" / "recordings" / "news.jsonl.gz"
MODEL = "qwen2.5-coder-1.5b-instruct"
ASKED = "court-verdict"
"""An article of which the rules leave sentences to the model."""


def replay(out: Path, *options: str) -> int:
    where = ("--article", ASKED, "--offline", "--cache", str(RECORDING), "--out", str(out))
    return main(["run", "--model", MODEL, "--set", "strategy=complete", *where, *options])


def test_a_replay_gives_the_committed_run(tmp_path: Path) -> None:
    assert replay(tmp_path / "run.jsonl") == 0

    (made,) = read_run(tmp_path / "run.jsonl")
    (committed,) = (
        line for line in read_run(HOME / "evals" / "baselines" / "complete.jsonl.gz") if line.article == ASKED
    )
    assert made.usage.requests > 0
    assert made.claims == committed.claims
    assert made.usage == committed.usage
    assert made.made.parameters == committed.made.parameters


def test_an_edited_prompt_misses_and_the_message_says_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(HOME / "prompts" / "claims.v1", tmp_path / "mine")
    system = tmp_path / "mine" / "system.md"
    system.write_text(system.read_text(encoding="utf-8") + "\nBe brief.\n", encoding="utf-8")

    assert replay(tmp_path / "run.jsonl", "--prompt", str(tmp_path / "mine")) == 1
    told = capsys.readouterr().err
    assert "in the system prompt" in told
    assert "lack answers" in told
    (line,) = read_run(tmp_path / "run.jsonl")
    assert "missing_offline" in line.lost


def test_another_model_misses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run.jsonl"
    where = ("--article", ASKED, "--offline", "--cache", str(RECORDING), "--out", str(out))

    assert main(["run", "--model", "another", *where]) == 1
    assert f"no answer of model another is recorded, only of {MODEL}" in capsys.readouterr().err
