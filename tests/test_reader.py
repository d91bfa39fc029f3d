"""The reader: every input becomes an article with its own characters, or one sentence that says what to do."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from extractor.errors import InputError, SettingError
from extractor.reader import Unreadable, files, read, read_text
from extractor.schema import Article

PLAIN = "The mayor of Norvik opened the new bridge on Monday."
GERMAN = "Die Bürgermeisterin ist am Montag zurückgetreten, teilte das Rathaus der Stadt am Abend mit."


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(path: Path | str, **options: object) -> Article | Unreadable:
    (found,) = read([path], **options)  # type: ignore[arg-type]
    return found


def article(path: Path | str, **options: object) -> Article:
    found = only(path, **options)
    assert isinstance(found, Article), found
    return found


def reason(path: Path | str, **options: object) -> str:
    found = only(path, **options)
    assert isinstance(found, Unreadable), found
    assert "\n" not in found.reason
    assert found.reason.startswith(found.name)
    return found.reason


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


class TestPlainText:
    def test_characters_stay_as_they_are(self, tmp_path: Path) -> None:
        text = "  Cafe\u0301 \u0130stanbul\r\n\r\n\u200bwins 2\u00a0%\rof \U0001f600 \n\n"
        assert article(write(tmp_path / "a.txt", text)).text == text

    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
    @example("\ufeff\ufeffx\r\ny\n\rz\x0b\x1c\x85\u2028")
    @example(" dated 2023-02-30")
    @settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_text_comes_back(self, tmp_path: Path, drawn: str) -> None:
        assume(not re.match(r"\ufeff?[ \t]*date\b", drawn, re.IGNORECASE))
        text = drawn + "é"
        assert article(write(tmp_path / "a.txt", text)).text == text.removeprefix("\ufeff")

    def test_byte_order_mark_is_no_part_of_the_text(self, tmp_path: Path) -> None:
        assert article(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + PLAIN.encode())).text == PLAIN
        assert read_text("\ufeff" + PLAIN).text == PLAIN

    def test_id_is_the_hash_of_the_text_without_its_prefix(self, tmp_path: Path) -> None:
        found = article(write(tmp_path / "a.txt", f" date 2023-05-01 {PLAIN}"))
        assert found.id == Article(text=PLAIN).id
        assert re.fullmatch(r"[0-9a-f]{16}", found.id)

    @pytest.mark.parametrize(
        "opening",
        [
            " date 2023-05-01 ",
            "date 2023-05-01 ",
            "date 2023-05-01\n",
            "date: 2023-05-01\n\n",
            "Date: 2023-05-01\r\n",
            "date: 2023-05-01T22:15:00-07:00\n",
        ],
    )
    def test_prefix_is_the_day_of_publication(self, opening: str) -> None:
        found = read_text(opening + PLAIN)
        assert (found.published, found.text) == (date(2023, 5, 1), PLAIN)

    def test_further_lines_of_metadata(self) -> None:
        opening = "date: 2023-05-01\ntitle: A bridge\nbyline: Oda Renfeldt\npublisher: The Norvik Courier\n\n"
        found = read_text(f"{opening}\n{PLAIN}\ntitle: part of the text")
        assert (found.title, found.byline, found.publisher) == ("A bridge", "Oda Renfeldt", "The Norvik Courier")
        assert found.text == f"\n{PLAIN}\ntitle: part of the text"

    def test_lines_of_metadata_stand_in_any_order(self) -> None:
        found = read_text(f"title: A bridge\nbyline: Oda Renfeldt\npublished: 2023-05-01\n\n{PLAIN}")
        assert (found.title, found.byline, found.published) == ("A bridge", "Oda Renfeldt", date(2023, 5, 1))
        assert found.text == PLAIN

    @pytest.mark.parametrize("text", ["Date night is over.", "dated 2023-05-01 or so", "title: A bridge\nIt opened."])
    def test_words_that_are_no_prefix_stay(self, text: str) -> None:
        assert (read_text(text).text, read_text(text).published) == (text, None)

    @pytest.mark.parametrize("value", ["2023-13-45", "2023-02-29", "01/05/2023"])
    def test_a_date_that_is_none(self, tmp_path: Path, value: str) -> None:
        said = reason(write(tmp_path / "a.txt", f" date {value} {PLAIN}"))
        assert value in said
        assert "YYYY-MM-DD" in said

    def test_published_fills_in_only_what_is_missing(self, tmp_path: Path) -> None:
        without, dated = write(tmp_path / "a.txt", PLAIN), write(tmp_path / "b.txt", f"date 2023-05-01 {PLAIN}!")
        given_day = date(2020, 2, 2)
        assert article(without).published is None
        assert article(without, published=given_day).published == given_day
        assert article(dated, published=given_day).published == date(2023, 5, 1)

    def test_one_word_is_an_article(self, tmp_path: Path) -> None:
        assert article(write(tmp_path / "a.txt", "Fire")).text == "Fire"


class TestUnfit:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", ["empty"]),
            (b" \r\n\t", ["empty"]),
            (b"\xef\xbb\xbf", ["no word"]),
            (b"12 + 30 = 42!", ["no word"]),
            (b"PK\x03\x04\x00\x00news", ["binary", ".txt"]),
            (PLAIN.encode("utf-16"), ["UTF-16", "iconv"]),
            (PLAIN.encode("utf-32"), ["UTF-32", "iconv"]),
            ("Caf\u00e9".encode("latin-1"), ["not UTF-8", "0xe9 at 3", "iconv"]),
        ],
    )
    def test_content(self, tmp_path: Path, content: bytes, words: list[str]) -> None:
        said = reason(write(tmp_path / "a.txt", content))
        assert all(word in said for word in words), said

    def test_five_megabytes(self, tmp_path: Path) -> None:
        said = reason(write(tmp_path / "a.txt", "words " * 900_000))
        assert "5,400,000" in said
        assert "1,000,000" in said
        assert "split" in said

    def test_limit_counts_characters_not_bytes(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", "ä" * 10)
        assert article(path, max_characters=10).text == "ä" * 10
        assert "10 characters" in reason(path, max_characters=9)

    def test_missing_path(self, tmp_path: Path) -> None:
        assert "does not exist" in reason(tmp_path / "none.txt")

    @pytest.mark.parametrize("path", ["a\0b.txt", "x" * 5000, "line\nbreak\udcff.txt"])
    def test_paths_that_are_none(self, path: str) -> None:
        assert reason(path).isprintable()

    def test_a_path_through_a_file(self, tmp_path: Path) -> None:
        assert "cannot be read" in reason(write(tmp_path / "a.txt", PLAIN) / "b.txt")

    def test_another_media_type_by_its_suffix(self, tmp_path: Path) -> None:
        assert "application/pdf" in reason(write(tmp_path / "a.pdf", b"%PDF-1.7 words"))

    def test_read_text_raises_for_one_who_passes_a_text(self) -> None:
        with pytest.raises(InputError, match=r"^The text holds no word"):
            read_text("...")


class TestJson:
    def test_fields_and_aliases(self, tmp_path: Path) -> None:
        record = {
            "id": 7,
            "text": " date 2001-01-01 " + PLAIN,
            "title": "A bridge",
            "date_publish": "2023-05-01 10:30:00",
            "authors": ["Oda Renfeldt", "Ivo Strand"],
            "url": "https://courier.example/bridge",
            "language": "en-GB",
            "publisher": {"name": "a shape that is not read"},
            "keywords": ["bridge"],
        }
        found = article(write(tmp_path / "a.json", json.dumps(record)))
        assert found == Article(
            id="7",
            text=" date 2001-01-01 " + PLAIN,
            title="A bridge",
            published=date(2023, 5, 1),
            byline="Oda Renfeldt, Ivo Strand",
            url="https://courier.example/bridge",
        )

    def test_an_article_that_was_written_comes_back(self, tmp_path: Path) -> None:
        first = Article(
            id="x", text="\r\n\ufeffÀ la carte\u2028", published=date(2020, 1, 2), byline="B", language="fr"
        )
        assert article(write(tmp_path / "a.json", first.model_dump_json())) == first

    def test_a_list_with_one_bad_item(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.json", json.dumps([{"text": PLAIN}, {"title": "no text"}, {"text": "More."}]))
        first, bad, last = read([path])
        assert isinstance(first, Article)
        assert isinstance(last, Article)
        assert isinstance(bad, Unreadable)
        assert bad.name == f"{path}, item 2"
        assert "text" in bad.reason

    def test_a_broken_line_7_leaves_the_others(self, tmp_path: Path) -> None:
        lines = [json.dumps({"text": f"{PLAIN} {n}"}) for n in range(1, 10)]
        lines[6] = '{"text": "cut'
        path = write(tmp_path / "a.jsonl", "\ufeff" + "\n".join(lines) + "\n\n")
        found = list(read([path]))
        assert [type(item) for item in found].count(Article) == 8
        assert isinstance(found[6], Unreadable)
        assert found[6].reason.startswith(f"{path}, line 7 is broken JSON")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ('{"text": ', "broken JSON"),
            ("[" * 100_000, "broken JSON"),
            ("[]", "empty list"),
            ('"words"', "no JSON object"),
            ("null", "no JSON object"),
            ('{"text": 5}', "has no text"),
            ('{"text": ""}', "no word"),
            (r'{"text": "half \ud83d a pair"}', "surrogate"),
            (r'{"text": "words", "title": "\udc00"}', "surrogate"),
            (r'{"text": "words\u0000"}', "binary"),
            ('{"text": "words", "date": "soon"}', "'soon'"),
            ('{"text": "words", "published": 20230501}', "20230501"),
        ],
    )
    def test_json_that_is_no_article(self, tmp_path: Path, content: str, words: str) -> None:
        assert words in reason(write(tmp_path / "a.json", content))

    def test_an_empty_date_is_no_date(self, tmp_path: Path) -> None:
        assert article(write(tmp_path / "a.json", '{"text": "words", "date": ""}')).published is None

    @pytest.mark.parametrize("content", ["", "\n\n"])
    def test_empty_lines_only(self, tmp_path: Path, content: str) -> None:
        assert "empty" in reason(write(tmp_path / "a.ndjson", content))


class TestFolder:
    def test_sorted_with_subfolders_and_one_bad_file_among_good_ones(self, tmp_path: Path) -> None:
        files: list[tuple[str, str | bytes]] = [
            ("c.txt", "Third."),
            ("a.txt", "First."),
            ("b/x.jsonl", '{"text": "Second."}'),
            ("b/y.txt", b"\xff\xfe\x00"),
            ("d", "Fourth, without a suffix."),
            (".hidden.txt", "Not read."),
            (".git/a.txt", "Not read."),
        ]
        for name, content in files:
            write(tmp_path / name, content)
        found = list(read([tmp_path]))
        assert [item.text if isinstance(item, Article) else Path(item.name).name for item in found] == [
            "First.",
            "Second.",
            "y.txt",
            "Third.",
            "Fourth, without a suffix.",
        ]

    def test_the_order_is_that_of_the_paths(self, tmp_path: Path) -> None:
        names = ["a/b.txt", "a/b/c.txt", "a-b/c.txt", "a.txt", "A.txt", "a/é.txt", "a b.txt", "b/a/a.txt", "é/z.txt"]
        for name in names:
            write(tmp_path / name, PLAIN)
        (tmp_path / "c").symlink_to(tmp_path / "a")

        assert list(files(tmp_path)) == sorted(tmp_path / name for name in names)

    def test_a_folder_that_cannot_be_listed_is_told_in_its_place(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("a.txt", "b/a.txt", "c.txt"):
            write(tmp_path / name, PLAIN + name)
        listed = os.scandir

        def guarded(folder: str) -> object:
            if Path(folder).name == "b":
                raise PermissionError(13, "Permission denied", folder)
            return listed(folder)

        monkeypatch.setattr(os, "scandir", guarded)
        first, bad, last = read(tmp_path)
        assert isinstance(first, Article)
        assert isinstance(bad, Unreadable)
        assert bad.reason == f"{tmp_path / 'b'} cannot be read (Permission denied); check its permissions."
        assert isinstance(last, Article)

    def test_an_unknown_suffix_is_text_only_without_control_characters(self, tmp_path: Path) -> None:
        assert article(write(tmp_path / "a.story", PLAIN)).text == PLAIN
        assert "binary" in reason(write(tmp_path / "b.story", PLAIN + "\x07"))

    def test_empty_folder(self, tmp_path: Path) -> None:
        assert "holds no file" in reason(tmp_path)

    def test_a_pipe_and_a_dead_link_do_not_stop_it(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.txt")
        (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
        write(tmp_path / "c.txt", PLAIN)
        pipe, link, good = read([tmp_path])
        assert isinstance(pipe, Unreadable)
        assert "no regular file" in pipe.reason
        assert isinstance(link, Unreadable)
        assert isinstance(good, Article)

    def test_a_file_called_minus_is_a_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path / "-", PLAIN)
        feed(monkeypatch, b"From standard input.")
        monkeypatch.chdir(tmp_path)
        assert article(".").text == PLAIN


class TestSameId:
    def test_two_records_with_one_id(self, tmp_path: Path) -> None:
        a = write(tmp_path / "a.json", '{"id": "n1", "text": "One."}')
        b = write(tmp_path / "b.json", '{"id": "n1", "text": "Two."}')
        first, second = read([a, b])
        assert isinstance(first, Article)
        assert isinstance(second, Unreadable)
        assert str(a) in second.reason
        assert str(b) in second.reason
        assert "n1" in second.reason

    def test_two_files_with_one_text(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt", PLAIN)
        write(tmp_path / "b.txt", PLAIN)
        first, second = read([tmp_path])
        assert isinstance(first, Article)
        assert isinstance(second, Unreadable)

    def test_one_file_named_twice(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", PLAIN)
        assert [type(found) for found in read([path, path])] == [Article, Unreadable]


class TestStandardInput:
    @pytest.mark.parametrize(
        ("data", "texts"),
        [
            (PLAIN.encode(), [PLAIN]),
            (b"[Update] The mayor resigned.", ["[Update] The mayor resigned."]),
            (b' {"text": "One."}', ["One."]),
            (b'[\n {"text": "One."},\n {"text": "Two."}]', ["One.", "Two."]),
            (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
            (b"<!DOCTYPE html><title>T</title><body><p>One sentence of news.</p>", ["One sentence of news."]),
        ],
    )
    def test_form_is_recognised(self, monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]) -> None:
        feed(monkeypatch, data)
        found = list(read(["-"]))
        assert [item.text for item in found if isinstance(item, Article)] == texts
        assert len(found) == len(texts)

    def test_a_broken_line_is_one_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        feed(monkeypatch, b'{"text": "One."}\nbroken\n{"text": "Three."}')
        one, bad, three = read(["-"])
        assert isinstance(one, Article)
        assert isinstance(three, Article)
        assert isinstance(bad, Unreadable)
        assert bad.name == "standard input, line 2"

    def test_pretty_printed_json_is_one_article(self, monkeypatch: pytest.MonkeyPatch) -> None:
        feed(monkeypatch, json.dumps({"text": PLAIN, "title": "A bridge"}, indent=2).encode())
        assert article("-").title == "A bridge"

    def test_empty_and_closed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        feed(monkeypatch, b"")
        assert "empty" in reason("-")
        monkeypatch.setattr(sys, "stdin", None)
        assert "closed" in reason("-")


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            (GERMAN, "de"),
            ("Le maire a démissionné lundi, selon la mairie, après des mois de dispute.", "fr"),
            ("El alcalde dimitió el lunes, según informó el ayuntamiento de la ciudad.", "es"),
            ("Мэр подал в отставку в понедельник, сообщила городская администрация.", "ru"),
            ("市长周一辞职,市政府表示。这座桥将于明年春天重新开放,工程师们说,裂缝最长达四十厘米,没有人受伤。", "zh"),
            (PLAIN, "en"),
            ("Newsroom memo: Renfeldt, Eskeby, Quillfeather, Achterberg meet Okereke, Oduya, Drost, Wendt.", "en"),
            ("Ferry stops; helicopter flies; school stays: Skarholm winter 2022 brings cuts, council fumes", "en"),
            ("Bürgermeister Henrike Brandt said Mühlauer Aktiengesellschaft is losing money this winter.", "en"),
            ("Zürich schlägt Basel.", "en"),
        ],
    )
    def test_found_where_it_is_clear(self, text: str, language: str) -> None:
        assert read_text(text).language == language

    def test_the_declared_language_counts(self, tmp_path: Path) -> None:
        assert article(write(tmp_path / "a.json", json.dumps({"text": GERMAN, "language": "nl_BE"}))).language == "nl"

    def test_a_declaration_that_is_no_code_does_not(self, tmp_path: Path) -> None:
        assert article(write(tmp_path / "a.json", json.dumps({"text": GERMAN, "language": "?"}))).language == "de"

    def test_an_english_text_loads_no_detector(self) -> None:
        code = f"import sys; from extractor.reader import read_text; read_text({PLAIN!r} * 3)"
        code += "; raise SystemExit('eld' in sys.modules or 'trafilatura' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class TestPaths:
    def test_one_path_is_no_row_of_characters(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", PLAIN)
        for paths in (path, str(path), [path], (str(path),), iter([path])):
            assert [found.text for found in read(paths) if isinstance(found, Article)] == [PLAIN]

    @pytest.mark.parametrize("paths", [None, 3, b"a.txt", [3], [None]])
    def test_what_names_no_file_is_a_type_error_of_ours(self, paths: str) -> None:
        with pytest.raises(TypeError, match="takes the path of a file or folder, or a list of paths") as caught:
            read(paths)
        assert isinstance(caught.value, InputError)

    @pytest.mark.parametrize("published", [datetime(2024, 6, 12, 9, 30, tzinfo=UTC), "2024-06-12", date(2024, 6, 12)])
    def test_the_day_of_publication_in_any_form(self, tmp_path: Path, published: date | str) -> None:
        assert article(write(tmp_path / "a.txt", PLAIN), published=published).published == date(2024, 6, 12)
        assert read_text(PLAIN, published=published).published == date(2024, 6, 12)

    def test_a_day_that_is_none_is_said_at_once(self, tmp_path: Path) -> None:
        with pytest.raises(SettingError, match="YYYY-MM-DD"):
            read(tmp_path, published="Monday")

    def test_a_folder_is_read_without_unfinished_files(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt", PLAIN)
        write(tmp_path / "claims.jsonl.part", "{}")
        assert [found for found in read(tmp_path) if isinstance(found, Unreadable)] == []


def test_a_limit_counts_articles_and_not_what_is_unreadable(tmp_path: Path) -> None:
    for name in ("a.txt", "c.txt", "d.txt"):
        (tmp_path / name).write_text(f"The ferry {name} sank.")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\xfa")
    kinds = [type(item) for item in read(tmp_path, limit=2)]
    assert kinds == [Article, Unreadable, Article]
    assert len(list(read(tmp_path))) == 4


def test_metadata_lines_may_name_the_id(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"date: 2024-06-12\nid: wire-{name}\n\nThe ferry sank near Orrin.")
    first, second = read(tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, second.id, first.text == second.text) == ("wire-a", "wire-b", True)
    assert read_text("date: 2024-06-12\nid:\nThe ferry sank.").id == read_text("The ferry sank.").id
