"""Bad input through the real command: one line that names the thing and the remedy, and everything else still done."""

import json
import shutil
from pathlib import Path

import pytest

from tests.commands import BRIDGE, SEED, Command, finished
from tests.faults import FaultServer, Reply, error

PROMPT = Path(__file__).parent.parent / "prompts" / "claims.v1"
GERMAN = (
    "Die Brücke über den Fluss ist seit Montag gesperrt, sagte die Bürgermeisterin. "
    "Mehr als vierzig Schiffe warten nach Angaben der Behörde im Hafen auf die Weiterfahrt.\n"
)


BAD_FILES = {
    "empty.txt": (b"", "is empty; leave it out"),
    "blank.txt": (b" \n\r\n", "is empty; leave it out"),
    "binary.txt": (b"\x7fELF\x00\x01\x02", "is binary"),
    "latin1.txt": ("Die Brücke".encode("latin-1"), "iconv"),
    "utf16.txt": ("The bridge".encode("utf-16"), "iconv -f UTF-16"),
    "large.txt": (b"The bridge is closed. " * 240_000, "split it"),
    "date.txt": (b"date: 2023-13-45\n\nThe bridge is closed.", "'2023-13-45', which is none; write it as YYYY-MM-DD"),
    "broken.json": (b'{"text": "The bridge', "is broken JSON"),
    "no_text.json": (b'{"title": "The bridge"}', 'under the key "text"'),
    "picture.png": (b"\x89PNG", "save it as text"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_alone_ends_in_2_and_among_good_ones_in_1(command: Command, tmp_path: Path, name: str) -> None:
    content, remedy = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    alone = command("extract", tmp_path / name)
    assert (alone.code, alone.out) == (2, "")
    (tmp_path / "a.txt").write_text(BRIDGE)
    (tmp_path / "z.txt").write_text(f"Later. {BRIDGE}")
    among = command("extract", tmp_path, "--format", "jsonl")
    assert (among.code, len(among.out.splitlines())) == (1, 2)
    for told in (alone.told, among.told):
        (line,) = told
        assert line.startswith("extractor: ")
        assert name in line
        assert remedy in line


def test_a_file_that_is_not_there(command: Command, tmp_path: Path) -> None:
    ended = command("extract", tmp_path / "none.txt", SEED, "--format", "jsonl")
    assert (ended.code, len(ended.out.splitlines())) == (1, 1)
    assert "none.txt does not exist; check the path" in ended.told[0]


def test_broken_json_on_line_7_leaves_the_other_lines(command: Command, tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"a{n}", "text": BRIDGE}) for n in range(1, 10)]
    lines[6] = lines[6][:-3]
    (file := tmp_path / "articles.jsonl").write_text("\n".join(lines))
    ended = command("extract", file, "--format", "jsonl")
    ids = [json.loads(line)["article"]["id"] for line in ended.out.splitlines()]
    assert (ended.code, ids) == (1, ["a1", "a2", "a3", "a4", "a5", "a6", "a8", "a9"])
    (told,) = ended.told
    assert "articles.jsonl, line 7 is broken JSON" in told


def test_the_same_id_twice_names_both(command: Command, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_text(json.dumps({"id": "orrin", "text": f"{name}. {BRIDGE}"}))
    ended = command("extract", tmp_path, "--format", "jsonl")
    assert (ended.code, len(ended.out.splitlines())) == (1, 1)
    (told,) = ended.told
    assert "one.json" in told
    assert "two.json" in told


@pytest.mark.parametrize("text", ["Rain", "Rain.", "Hello world"])
def test_an_article_of_a_word_has_a_result_without_claims(command: Command, tmp_path: Path, text: str) -> None:
    (file := tmp_path / "word.txt").write_text(text)
    ended = command("extract", file, "--format", "json")
    (result,) = json.loads(ended.out)
    assert (ended.code, ended.told, result["claims"]) == (0, [], [])


def test_an_article_without_a_date_is_read_and_warned_of(command: Command, tmp_path: Path) -> None:
    (file := tmp_path / "a.txt").write_text(BRIDGE)
    ended = command("extract", file)
    assert ended.code == 0
    assert "--published" in ended.out.partition("Warnings")[2]
    assert "unresolved: " in ended.out


@pytest.mark.parametrize("day", ["2023-13-45", "yesterday", ""])
def test_a_date_that_is_none_on_the_command_line(command: Command, day: str) -> None:
    ended = command("extract", SEED, "--published", day)
    assert (ended.code, ended.out) == (2, "")
    assert "YYYY-MM-DD" in ended.told[0]


def test_rules_skip_another_language_with_that_reason(command: Command, tmp_path: Path) -> None:
    (file := tmp_path / "de.txt").write_text(GERMAN)
    ended = command("extract", file, "--format", "json")
    (result,) = json.loads(ended.out)
    assert (ended.code, result["claims"]) == (0, [])
    assert {(s["status"], s["reason"]) for s in result["coverage"]} == {("skipped", "unsupported_language")}
    assert "skipped (2 unsupported language)" in " ".join(command("extract", file).out.split())


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (file := tmp_path / "article.txt").write_text(BRIDGE)
    return file


def asked(command: Command, article: Path, url: str, *more: str | Path) -> list[str]:
    ended = command("extract", article, "--model", "gpt-none", "--base-url", url, "--no-cache", *more)
    assert (ended.code, ended.out) == (2, "")
    return [line for line in ended.told if "The cache is off" not in line]


@pytest.mark.parametrize(
    ("fault", "name", "remedy"),
    [
        (error(404, code="model_not_found"), "gpt-none", "--model"),
        (error(401, code="invalid_api_key"), "key", "OPENAI_API_KEY"),
    ],
)
def test_a_model_or_key_that_the_server_refuses(
    command: Command, article: Path, monkeypatch: pytest.MonkeyPatch, fault: Reply, name: str, remedy: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong")
    with FaultServer(fault) as server:
        (told,) = asked(command, article, server.url)
    assert name in told
    assert remedy in told
    assert "sk-wrong" not in told


def test_a_missing_key(command: Command) -> None:
    ended = command("extract", SEED, "--model", "gpt-none")
    assert (ended.code, ended.out) == (2, "")
    (told,) = ended.told
    assert "OPENAI_API_KEY" in told


def test_a_server_that_is_not_there(command: Command, article: Path) -> None:
    with FaultServer() as server:
        url = server.url
    (told,) = asked(command, article, url)
    assert url in told
    assert "start that server" in told


def test_a_template_with_an_unknown_variable(command: Command, article: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PROMPT, tmp_path / "mine.v1"))
    (folder / "user.md").write_text((folder / "user.md").read_text() + "\n$weather\n")
    (told,) = asked(command, article, "http://127.0.0.1:9/v1", "--prompt", folder)
    assert "weather" in told
    assert "user.md" in told


def test_a_prompt_that_is_not_there(command: Command, article: Path) -> None:
    (told,) = asked(command, article, "http://127.0.0.1:9/v1", "--prompt", "claims.v999")
    assert "claims.v999" in told


def test_through_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BRIDGE)
    (tmp_path / "b\x1b[31m.txt").write_bytes(b"\x00")
    ended = finished("extract", tmp_path, "--format", "jsonl", PYTHONIOENCODING="ascii")
    assert (ended.code, len(ended.out.splitlines())) == (1, 1)
    assert "\x1b" not in ended.err
    assert finished("extract", "-").code == 2
