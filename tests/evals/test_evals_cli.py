"""The command line of the evaluation: what each command prints, and that every fault ends in one line and code 2."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from evals.cli import main
from evals.dataset import load
from evals.runs import PredictedClaim, read_run, save_run
from tests.evals.claims import lines, perfect

NEWS = Path(__file__).parents[2] / "evals" / "fixtures" / "news"


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    def row(self, name: str) -> list[str]:
        """The cells of the one row of a table that begins with this name."""
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in self.out.splitlines() if "|" in line]
        (found,) = (row for row in rows if row[0] == name)
        return found


Evals = Callable[..., Ended]


@pytest.fixture
def evals(capsys: pytest.CaptureFixture[str]) -> Evals:
    def command(*arguments: object) -> Ended:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ended(code, *capsys.readouterr())

    return command


@dataclass(frozen=True)
class Work:
    """Two articles, a run of gold itself, and one that lacks each article's first claim and denies its last."""

    news: Path
    best: Path
    worse: Path


def worsened(said: list[PredictedClaim]) -> list[PredictedClaim]:
    turned = "negative" if said[-1].polarity == "positive" else "positive"
    return [*said[1:-1], said[-1].model_copy(update={"polarity": turned})]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    home = tmp_path_factory.mktemp("work")
    news = home / "news"
    for name in ("corrections", "seed"):
        shutil.copytree(NEWS / name, news / name)
    fixtures = load(news)
    save_run(home / "best.jsonl.gz", lines(fixtures))
    save_run(home / "worse.jsonl", lines(fixtures, worsened))
    return Work(news, home / "best.jsonl.gz", home / "worse.jsonl")


# ------------------------------------------------------------------------------------------------------------ commands


def test_run_writes_the_chosen_article_and_says_so(evals: Evals, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "rules.jsonl"
    ended = evals("run", "--article", "seed", "--out", out)
    (line,) = read_run(out)

    assert (ended.code, ended.out) == (0, "")
    assert (line.article, line.label) == ("seed", "rules")
    assert f"1 of 1: seed, {len(line.claims)} claims\n" in ended.err
    assert ended.err.endswith(f"{out}: 1 articles, {len(line.claims)} claims anew.\n")


def test_run_does_nothing_twice(evals: Evals, work: Work, tmp_path: Path) -> None:
    arguments = ("run", "--dataset", work.news, "--out", tmp_path)
    evals(*arguments)
    before = (tmp_path / "rules.jsonl").read_bytes()
    again = evals(*arguments)

    assert again.code == 0
    assert "1 of 2: corrections, was done before\n2 of 2: seed, was done before\n" in again.err
    assert "0 claims anew" in again.err
    assert (tmp_path / "rules.jsonl").read_bytes() == before


def test_a_matrix_has_a_file_for_each_cell(evals: Evals, work: Work, tmp_path: Path) -> None:
    prompts = ("--prompt", "claims.v1", "--prompt", tmp_path / "mine")
    shutil.copytree(NEWS.parents[2] / "prompts" / "claims.v1", tmp_path / "mine")
    out = tmp_path / "runs"
    ended = evals("run", "--dataset", work.news, "--article", "corrections", *prompts, "--out", out)

    assert ended.code == 0, ended.err
    assert sorted(path.name for path in out.iterdir()) == ["rules--claims.v1.jsonl", "rules--mine.jsonl"]
    assert [len(read_run(path)) for path in out.iterdir()] == [1, 1]


def test_run_chooses_by_split_and_length_and_repeats(evals: Evals, work: Work, tmp_path: Path) -> None:
    out = tmp_path / "run.jsonl"
    chosen = ("--split", "dev", "--max-words", 200, "--repeat", 2)
    assert evals("run", "--dataset", work.news, *chosen, "--out", out).code == 0
    assert [(line.article, line.sample) for line in read_run(out)] == [("corrections", 0), ("corrections", 1)]


def test_score_prints_metrics_fields_and_leftovers(evals: Evals, work: Work) -> None:
    best, worse = (evals("score", run, "--dataset", work.news) for run in (work.best, work.worse))
    gold = sum(len(perfect(fixture)) for fixture in load(work.news))

    assert (best.code, best.err) == (0, "")
    assert best.out.startswith(f"gold: 2 articles, {gold} gold claims, {gold} predicted\n")
    assert best.row("found")[1:4] == ["100.0 (100.0 to 100.0)", "100.0", "100.0"]
    assert best.row("polarity")[1:] == ["100.0 (100.0 to 100.0)", "0.0", str(gold), "0", "0", "0", "0"]
    assert best.row("missed")[1] == best.row("wrong")[1] == "0"
    assert worse.row("found")[2:4] == ["100.0", f"{100 * (gold - 2) / gold:.1f}"]
    assert int(worse.row("missed")[1]) + int(worse.row("merged")[1]) == 2
    assert worse.row("wrong")[1] == "2"


def test_score_slices_by_kind_tag_and_article(evals: Evals, work: Work) -> None:
    kinds, tags, articles = (
        evals("score", work.best, "--dataset", work.news, "--by", by) for by in ("kind", "tag", "article")
    )
    claims = [claim for fixture in load(work.news) for claim in fixture.gold.claims if not claim.optional]
    seed = len(perfect(load(work.news / "seed")[0]))

    assert kinds.row("event")[4] == str(sum(claim.kind == "event" for claim in claims))
    assert tags.row("war")[1:3] == ["1", "100.0"]
    assert articles.row("seed")[1:4] == [str(seed), str(seed), "100.0"]
    assert all("| field " not in ended.out for ended in (kinds, tags, articles))


def test_score_of_a_part_names_what_the_run_lacks(evals: Evals, work: Work, tmp_path: Path) -> None:
    save_run(tmp_path / "part.jsonl", lines(load(work.news / "seed")))
    ended = evals("score", tmp_path / "part.jsonl", "--dataset", work.news)

    assert ended.out.splitlines()[1] == "Not in the run: corrections"
    assert ended.out.startswith("gold: 1 articles")


def test_explain_accounts_for_an_article_and_for_a_claim(evals: Evals, work: Work) -> None:
    article = evals("explain", work.worse, "seed", "--dataset", work.news)
    gold = [claim.id for claim in load(work.news / "seed")[0].gold.claims if not claim.optional]
    paired = re.findall(r"^(c\d+) – (p\d+)$", article.out, re.MULTILINE)
    ours, theirs = paired[0]

    assert article.out.startswith(f"seed: {len(gold) - 1} pairs, 1 left over\n")
    assert {one for one, _ in paired} == set(gold[1:])
    assert re.search(rf"^{gold[0]}: (missed|merged)", article.out, re.MULTILINE)
    assert "capped at 0.25 since wrong: polarity" in article.out
    for name in (ours, theirs):
        one = evals("explain", work.worse, "seed", name, "--dataset", work.news)
        assert re.findall(r"^(c\d+) – (p\d+)$", one.out, re.MULTILINE) == [(ours, theirs)]
        assert "paired by likeness 1.00" in one.out


def test_compare_shows_what_was_found_and_lost(evals: Evals, work: Work) -> None:
    down, up, same = (
        evals("compare", *pair, "--dataset", work.news, "--show")
        for pair in ((work.best, work.worse), (work.worse, work.best), (work.best, work.best))
    )
    firsts = [(one.id, next(claim.id for claim in one.gold.claims if not claim.optional)) for one in load(work.news)]

    assert "2 articles in both: corrections, seed" in down.out
    assert "newly found: 0, lost: 2, changed: 2." in down.out
    assert "newly found: 2, lost: 0, changed: 2." in up.out
    assert "newly found: 0, lost: 0, changed: 0." in same.out
    assert re.findall(r"^  lost  (\S+) (\S+): -100\.0 ", down.out, re.MULTILINE) == firsts
    assert down.row("found")[1] == "100.0"
    assert down.row("found")[3].startswith("-")
    assert same.row("soft")[3].startswith("+0.0")


def test_report_puts_runs_beside_each_other(evals: Evals, work: Work) -> None:
    ended = evals("report", work.best, work.worse, "--against", work.worse, "--dataset", work.news)
    head, _, *rows = ended.out.splitlines()

    assert ended.code == 0
    assert "found beside it" in head
    assert [row.split("|")[1].strip() for row in rows] == ["best", "worse"]
    assert ended.row("best")[8].startswith("+")
    assert ended.row("worse")[8].startswith("+0.0 ")


def test_lint_counts_and_complains(evals: Evals, work: Work, tmp_path: Path) -> None:
    clean = evals("lint", work.news)
    shutil.copytree(work.news / "seed", tmp_path / "seed")
    gold = tmp_path / "seed" / "gold.yaml"
    gold.write_text(re.sub(r"(?m)^split:.*\n", "", gold.read_text(encoding="utf-8")), encoding="utf-8")
    wrong = evals("lint", tmp_path)

    assert (clean.code, clean.out) == (0, "")
    assert re.fullmatch(r"2 articles, \d+ claims \(\d+ of them optional\): no complaints\.\n", clean.err)
    assert (wrong.code, wrong.out) == (1, "seed: it names no split; write dev or test.\n")
    assert wrong.err.endswith("optional): 1 complaint.\n")


def test_agree_prints_f1_and_kappa(evals: Evals, tmp_path: Path) -> None:
    shutil.copytree(NEWS / "cup-final", tmp_path / "cup-final")
    ended, strict = (evals("agree", "st", "--dataset", tmp_path, *more) for more in ((), ("--strict",)))

    assert ended.code == 0
    assert ended.out.startswith("labeller st: 1 articles, ")
    assert float(strict.row("soft")[1]) <= float(ended.row("soft")[1])
    heads = [line for line in ended.out.splitlines() if "Cohen's kappa" in line]
    assert len(heads) == 1
    assert re.search(r"^\| checkable +\| \d+ +\| \d+ +\| (–|-?[01]\.\d\d) +\|$", ended.out, re.MULTILINE)


# -------------------------------------------------------------------------------------------------------------- faults


@pytest.fixture(scope="module")
def broken(work: Work) -> Path:
    """A folder of things that are wrong."""
    home = work.news.parent
    (home / "empty.jsonl").write_bytes(b"")
    for name in ("seed", "corrections"):
        save_run(home / f"{name}.jsonl", lines(load(work.news / name)))
    run = read_run(work.best)
    save_run(home / "other.jsonl", [line.model_copy(update={"text": "0" * 16}) for line in run])
    shutil.copytree(work.news / "seed", home / "bad" / "seed")
    gold = home / "bad" / "seed" / "gold.yaml"
    first, second, *rest = gold.read_text(encoding="utf-8").splitlines(keepends=True)
    gold.write_text("".join([first, second, "tags: war: russia\n", *rest]), encoding="utf-8")
    return home


FAULTS = {
    "run --dataset {home}/nowhere --out {tmp}/x.jsonl": "nowhere is no folder",
    "run --dataset {home}/bad --out {tmp}/x.jsonl": "Fixture seed: gold.yaml is no YAML at line 3: ",
    "run --dataset {news} --article sead --out {tmp}/x.jsonl": "has no article 'sead'; it has corrections, seed.",
    "run --dataset {news} --split test --out {tmp}/x.jsonl": "has no such article; widen --split",
    "run --dataset {news} --prompt a --prompt b --out {tmp}/x.jsonl": "x.jsonl is one file and there are several",
    "run --dataset {news} --out {tmp}/x.json": "x.json is no .jsonl file",
    "run --dataset {news} --out {home}/best.jsonl.gz": "cannot be compressed",
    "run --dataset {news} --set temperature --out {tmp}/x.jsonl": "--set takes NAME=VALUE, and got 'temperature'",
    "run --dataset {news} --set temperature=[0 --out {tmp}/x.jsonl": "--set temperature takes a value as YAML writes",
    "run --dataset {news} --set warmth=3 --out {tmp}/x.jsonl": "warmth",
    "run --dataset {news} --model m --offline --prompt nothing.v9 --out {tmp}/x.jsonl": "nothing.v9",
    "lint {home}/bad": "Fixture seed: gold.yaml is no YAML at line 3: ",
    "lint {home}/nowhere": "nowhere is no folder",
    "agree xy --dataset {news}": "has a gold.xy.yaml; label one, or name other initials.",
    "score {home}/empty.jsonl --dataset {news}": "empty.jsonl is empty: no article was finished",
    "score {home}/x.jsonl --dataset {news}": "There is no run ",
    "score {home}/best.jsonl.gz --dataset {home}/news/seed --by mood": "'mood'",
    "score {home}/corrections.jsonl --dataset {news}/seed": "The run has no article of the dataset (seed)",
    "score {home}/other.jsonl --dataset {news}": "The run was made on another text of the article corrections",
    "explain {home}/best.jsonl.gz seed c999 --dataset {news}": "The article seed has no claim c999",
    "explain {home}/best.jsonl.gz sead --dataset {news}": "has no article 'sead'",
    "compare {home}/seed.jsonl {home}/corrections.jsonl --dataset {news}": "The two runs have no article in common",
    "report {home}/other.jsonl --dataset {news}": "The run was made on another text of the article corrections",
    "report {home}/best.jsonl.gz --against {home}/x.jsonl --dataset {news}": "There is no run ",
}


@pytest.mark.parametrize("given", FAULTS)
def test_a_fault_is_told_in_one_line(evals: Evals, work: Work, broken: Path, tmp_path: Path, given: str) -> None:
    places = {"home": broken, "news": work.news, "tmp": tmp_path}
    ended = evals(*(word.format(**places) for word in given.split()))

    assert (ended.code, ended.out) == (2, "")
    assert FAULTS[given] in ended.err
    assert ended.err.endswith("\n")
    assert ended.err.count("\n") == 1
