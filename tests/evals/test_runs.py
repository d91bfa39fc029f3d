"""A run on disk: what is written reads back, what is broken is named, and what was stopped goes on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.dataset import Fixture, load_fixture
from evals.runner import Configuration, Engine, extracting, run
from evals.runs import Line, Mark, PredictedClaim, RunError, read_run, save_run, text_hash, write_line
from extractor import extract
from extractor.schema import ArticleResult

NEWS = Path(__file__).parents[2] / "evals" / "fixtures" / "news"
FIXTURES = [load_fixture(NEWS / name) for name in ("corrections", "seed", "typography")]
SEED = FIXTURES[1]


@pytest.fixture(scope="module")
def result() -> ArticleResult:
    return extract(SEED.article, model="rules")


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return [Line.of(one.id, extract(one.article, model="rules")) for one in FIXTURES]


def broken(path: Path) -> str:
    with pytest.raises(RunError) as caught:
        read_run(path)
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    return message


# ----------------------------------------------------------------------------------------------------- what is written


def test_a_claim_of_the_extractor_keeps_what_is_scored(result: ArticleResult) -> None:
    made_of = [PredictedClaim.of(claim) for claim in result.claims]
    for name in ("chain", "quantities", "times", "hedges", "subject"):
        assert any(getattr(made, name) for made in made_of), name

    for claim, made in zip(result.claims, made_of, strict=True):
        chain = claim.attribution.chain if claim.attribution else ()

        assert (made.statement, made.kind, made.modality) == (claim.statement, claim.kind, claim.modality)
        assert (made.polarity, made.checkable, made.flags) == (claim.polarity, claim.checkable, claim.flags)
        assert [(mark.text, mark.start) for mark in made.evidence] == [(s.text, s.start) for s in claim.evidence]
        assert [(s.name, s.kind, s.act) for s in made.chain] == [(s.name, s.kind, s.act) for s in chain]
        assert [s.cue and s.cue.text for s in made.chain] == [s.cue and s.cue.text for s in chain]
        assert made.directness == (claim.attribution.directness if claim.attribution else None)
        assert [(q.span.text, q.value, q.low, q.high, q.comparator, q.unit) for q in made.quantities] == [
            (q.span.text, q.value, q.low, q.high, q.comparator, q.unit) for q in claim.quantities
        ]
        assert [(t.span.text, t.of, t.timex, t.start, t.end, t.relation) for t in made.times] == [
            (t.span.text, t.of, t.timex, t.start, t.end, t.relation) for t in claim.times
        ]
        assert [(h.span.text, h.by) for h in made.hedges] == [(h.span.text, h.by) for h in claim.hedges]


def test_a_line_reads_back_as_it_was_written(lines: list[Line]) -> None:
    for line in lines:
        assert Line.model_validate_json(write_line(line)) == line
        assert write_line(Line.model_validate_json(write_line(line))) == write_line(line)


def test_a_line_says_what_made_it_and_of_which_text(result: ArticleResult) -> None:
    line = Line.of("seed", result, sample=2)

    assert (line.article, line.sample, line.label) == ("seed", 2, "rules")
    assert line.text == text_hash(SEED.article) != text_hash(FIXTURES[0].article)
    assert line.made == result.provenance
    assert sum(line.rejections.values()) == len(result.rejections)
    assert line.is_whole
    assert not line.model_copy(update={"lost": {"unavailable": 1}}).is_whole
    assert write_line(line).startswith('{"article":"seed",')


def test_a_mark_that_stands_nowhere_needs_no_place() -> None:
    peers = PredictedClaim(statement="Ships sank.", evidence=(Mark(text="ships that sank"),))
    assert PredictedClaim.model_validate_json(peers.model_dump_json()) == peers
    assert Mark.model_validate({"text": "x", "start": 3, "end": 4}) == Mark(text="x", start=3)


@pytest.mark.parametrize("name", ["run.jsonl", "run.jsonl.gz"])
def test_a_saved_run_reads_back_the_same(tmp_path: Path, lines: list[Line], name: str) -> None:
    save_run(tmp_path / name, lines)
    assert read_run(tmp_path / name) == tuple(lines)


def test_a_compressed_run_holds_the_bytes_of_the_plain_one(tmp_path: Path, lines: list[Line]) -> None:
    plain, packed = tmp_path / "run.jsonl", tmp_path / "run.jsonl.gz"
    save_run(plain, lines)
    save_run(packed, lines)

    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert packed.read_bytes()[4:8] == bytes(4)  # no time of day in it


def test_no_sign_of_a_line_break_inside_a_text_ends_a_line(tmp_path: Path, lines: list[Line]) -> None:
    odd = PredictedClaim(statement="One\u2028two\x85three\x0cfour\nfive", evidence=(Mark(text="a\u2029b", start=0),))
    path = tmp_path / "run.jsonl"
    save_run(path, [lines[0].model_copy(update={"claims": (odd,)}), lines[1]])

    assert read_run(path)[0].claims == (odd,)


# ------------------------------------------------------------------------------------------------------ what is broken


def test_a_missing_run_is_named_with_its_remedy(tmp_path: Path) -> None:
    assert "There is no run" in broken(tmp_path / "run.jsonl")
    assert "--out" in broken(tmp_path / "run.jsonl")


@pytest.mark.parametrize("name", ["run.jsonl", "run.jsonl.gz"])
def test_an_empty_run_is_told(tmp_path: Path, name: str) -> None:
    save_run(tmp_path / name, [])

    assert "is empty: no article was finished" in broken(tmp_path / name)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ('{"article": "seed"', "the line: Invalid JSON"),
        ("", "the line: Invalid JSON"),
        ('{"article": "seed", "text": "0"}', "made: Field required"),
        ("[]", "the line: "),
        ("colour", "colour: Extra inputs are not permitted"),
    ],
)
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, lines: list[Line], bad: str, said: str) -> None:
    path = tmp_path / "run.jsonl"
    if bad == "colour":
        bad = json.dumps({**json.loads(write_line(lines[2])), "colour": "red"})
    path.write_text(f"{write_line(lines[0])}\n{bad}\n{write_line(lines[1])}\n", encoding="utf-8")

    assert broken(path).startswith(f"Line 2 of {path} is no line of a run ({said}")


def test_an_article_that_stands_twice_is_refused_unless_it_is_a_repeat(tmp_path: Path, lines: list[Line]) -> None:
    path = tmp_path / "run.jsonl"
    save_run(path, [lines[0], lines[1], lines[0].model_copy(update={"claims": ()})])
    assert "holds the article corrections twice" in broken(path)

    save_run(path, [lines[0], lines[0].model_copy(update={"sample": 1})])
    assert [line.sample for line in read_run(path)] == [0, 1]


@pytest.mark.parametrize(
    "data",
    [b"no gzip", gzip.compress(b"x" * 1000)[:-9], gzip.compress(b"\xff\xfe")],
    ids=["none", "cut", "no UTF-8"],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "run.jsonl.gz"
    path.write_bytes(data)

    assert "cannot be read" in broken(path)


# --------------------------------------------------------------------------------------------------------- the runner


class Counted:
    """The rules engine, with a list of what it was asked."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.asked: list[tuple[str, int]] = []
        self._engine: Engine = extracting(Configuration("rules"))
        self._stop_after = stop_after

    def __call__(self, fixture: Fixture, sample: int) -> tuple[Line, Sequence[str]]:
        if self._stop_after is not None and len(self.asked) >= self._stop_after:
            raise KeyboardInterrupt
        self.asked.append((fixture.id, sample))
        return self._engine(fixture, sample)


ALL = [(fixture.id, 0) for fixture in FIXTURES]
PROBE = ALL[:1]
"""What is run again of a file that holds it, to see that it is the same run."""


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    """The file of a run that nothing disturbed."""
    path = tmp_path / "undisturbed" / "run.jsonl"
    engine = Counted()
    told = list(run(FIXTURES, engine, path))

    assert engine.asked == ALL
    assert [(one.done, one.of, one.article) for one in told] == [(i, 3, name) for i, (name, _) in enumerate(ALL, 1)]
    assert tuple(one.line for one in told) == read_run(path)
    return path.read_bytes()


def test_each_line_is_on_disk_when_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    for progress in run(FIXTURES, Counted(), path):
        assert len(path.read_bytes().splitlines()) == progress.done
        assert read_run(path)[-1] == progress.line


def test_a_stopped_run_goes_on_where_it_stopped(tmp_path: Path, whole: bytes) -> None:
    path, second = tmp_path / "run.jsonl", Counted()
    with pytest.raises(KeyboardInterrupt):
        list(run(FIXTURES, Counted(stop_after=2), path))
    told = list(run(FIXTURES, second, path))

    assert second.asked == PROBE + ALL[2:]
    assert [progress.line is None for progress in told] == [True, True, False]
    assert path.read_bytes() == whole


def test_of_a_finished_run_one_article_is_looked_at_again_and_nothing_changed(tmp_path: Path, whole: bytes) -> None:
    path, engine = tmp_path / "run.jsonl", Counted()
    path.write_bytes(whole)

    assert [progress.line for progress in run(FIXTURES, engine, path)] == [None] * 3
    assert engine.asked == PROBE
    assert path.read_bytes() == whole


@pytest.mark.parametrize(("kept", "left"), [(-1, 2), (-40, 2), (100, 0), (1, 0)])
def test_a_cut_last_line_is_dropped_and_made_again(tmp_path: Path, whole: bytes, kept: int, left: int) -> None:
    path, engine = tmp_path / "run.jsonl", Counted()
    path.write_bytes(whole[:kept])
    list(run(FIXTURES, engine, path))

    assert engine.asked == (PROBE if left else []) + ALL[left:]
    assert path.read_bytes() == whole


def test_rules_that_changed_are_seen(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "run.jsonl"
    first, *others = whole.decode().splitlines(keepends=True)
    older = Line.model_validate_json(first)
    older = older.model_copy(update={"claims": older.claims[1:]})
    path.write_text(f"{write_line(older)}\n" + "".join(others), encoding="utf-8")

    with pytest.raises(RunError, match="holds a run of rules with other settings"):
        list(run(FIXTURES, Counted(), path))


def test_what_lacks_answers_is_asked_again(tmp_path: Path, whole: bytes) -> None:
    path, engine = tmp_path / "run.jsonl", Counted()
    *others, last = whole.decode().splitlines(keepends=True)
    lost = Line.model_validate_json(last).model_copy(update={"claims": (), "lost": {"unavailable": 3}})
    path.write_text("".join(others) + f"{write_line(lost)}\n", encoding="utf-8")
    list(run(FIXTURES, engine, path))

    assert engine.asked == PROBE + ALL[2:]
    assert path.read_bytes() == whole


def test_a_file_that_is_no_run_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_text("my only copy", encoding="utf-8")

    with pytest.raises(RunError, match="is no run, and is left as it is"):
        list(run([SEED], Counted(), path))
    assert path.read_text(encoding="utf-8") == "my only copy"


def test_another_configuration_is_refused_and_changes_nothing(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "run.jsonl"
    path.write_bytes(whole[: whole.index(b"\n") + 1].replace(b'"model":"rules"', b'"model":"qwen"'))
    before = path.read_bytes()

    with pytest.raises(RunError, match=r"run\.jsonl holds a run of qwen with other settings; name another file"):
        list(run(FIXTURES, Counted(), path))
    assert path.read_bytes() == before


def changed(fixture: Fixture, folder: Path) -> Fixture:
    home = folder / fixture.id
    home.mkdir()
    text = (NEWS / fixture.id / "article.txt").read_bytes() + b"The quay was closed on Monday.\n"
    (home / "article.txt").write_bytes(text)
    (home / "gold.yaml").write_bytes((NEWS / fixture.id / "gold.yaml").read_bytes())
    return load_fixture(home)


def test_a_changed_text_is_run_again(tmp_path: Path, whole: bytes) -> None:
    path, engine = tmp_path / "run.jsonl", Counted()
    path.write_bytes(whole)
    texts = [FIXTURES[0], changed(SEED, tmp_path), FIXTURES[2]]
    list(run(texts, engine, path))

    assert engine.asked == [*PROBE, ("seed", 0)]
    lines = {line.article: line for line in read_run(path)}
    assert {fixture.id: lines[fixture.id].text for fixture in texts} == {f.id: text_hash(f.article) for f in texts}
    assert any("The quay was closed" in claim.statement for claim in lines["seed"].claims)


def test_repeats_are_numbered_from_nought(tmp_path: Path) -> None:
    path, engine = tmp_path / "run.jsonl", Counted()
    told = list(run(FIXTURES[:2], engine, path, repeat=3))
    wanted = [(fixture.id, sample) for fixture in FIXTURES[:2] for sample in range(3)]

    assert engine.asked == wanted == [(line.article, line.sample) for line in read_run(path)]
    assert [(one.done, one.of) for one in told] == [(i, 6) for i in range(1, 7)]


def test_more_repeats_are_added_to_what_is_there(tmp_path: Path) -> None:
    path, engine = tmp_path / "run.jsonl", Counted()
    list(run([SEED], Counted(), path))
    list(run([SEED], engine, path, repeat=3))

    assert engine.asked == [("seed", 0), ("seed", 1), ("seed", 2)]


def test_a_run_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match=r"cannot be compressed; name a \.jsonl"):
        list(run([SEED], Counted(), tmp_path / "run.jsonl.gz"))
    with pytest.raises(RunError, match="cannot be written"):
        list(run([SEED], Counted(), tmp_path))
    with pytest.raises(RunError, match="cannot be written"):
        list(run([SEED], Counted(), tmp_path / "file" / "run.jsonl"))


def test_a_configuration_names_its_file() -> None:
    places = {"temperature": 0, "base_url": "http://x", "offline": True}
    assert Configuration("rules").name == "rules"
    assert Configuration("org/qwen:4b", "prompts/claims.v1").name == "org_qwen_4b--claims.v1"
    assert Configuration("a", None, places).name == "a--temperature=0"
