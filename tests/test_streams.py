"""Standard streams that are closed, held open, or go away with their terminal."""

import fcntl
import json
import os
import pty
import signal
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import pytest

from tests.commands import BRIDGE, Command, finished, started

WAIT = 60


def closed(*numbers: int) -> None:
    for number in numbers:
        os.close(number)


def run_without(streams: tuple[int, ...], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    out, err = (subprocess.PIPE if number not in streams else None for number in (1, 2))
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        preexec_fn=lambda: closed(*streams),
        text=True,
        timeout=WAIT,
        check=False,
    )


def test_closed_streams_do_not_disturb_a_file(folder: Path) -> None:
    out = folder.parent / "claims.jsonl"
    ended = run_without((0, 1, 2), "extract", folder, "--out", out)
    assert (ended.returncode, len(out.read_text().splitlines())) == (0, 3)


def test_a_closed_standard_output_is_told(folder: Path) -> None:
    ended = run_without((1,), "extract", folder)
    assert ended.returncode == 2
    assert "Standard output cannot be written" in ended.stderr.splitlines()[-1]


def test_a_closed_standard_error_leaves_results_alone(folder: Path) -> None:
    ended = run_without((2,), "extract", folder, "--format", "jsonl")
    assert (ended.returncode, len(ended.stdout.splitlines())) == (0, 3)
    assert all(line.startswith('{"article"') for line in ended.stdout.splitlines())


def test_a_run_ends_while_its_input_is_still_open() -> None:
    """Its thread still reads: neither Ctrl-C nor a server that is not there waits for it."""
    with started("extract", "-", stdin=subprocess.PIPE) as process:
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        assert process.wait(WAIT) == 130
        assert process.stderr
        assert b"Fatal" not in process.stderr.read()


def test_a_wrong_server_is_told_while_the_input_is_still_open(folder: Path) -> None:
    options = ("--model", "m", "--base-url", "http://127.0.0.1:9/v1", "--no-cache")
    with started("extract", folder, "-", *options, stdin=subprocess.PIPE) as process:
        assert process.wait(WAIT) == 2
        assert process.stderr
        assert b"Nothing answers" in (told := process.stderr.read())
        assert b"Fatal" not in told


def on_its_own_terminal(*arguments: str | Path, ignoring: bool) -> tuple[subprocess.Popen[bytes], int]:
    """Start with a controlling terminal; what is returned is its other end, whose closing hangs up."""
    outer, inner = pty.openpty()

    def prepared() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGHUP, signal.SIG_IGN if ignoring else signal.SIG_DFL)

    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    process = subprocess.Popen(
        command, stdin=inner, stdout=inner, stderr=inner, start_new_session=True, preexec_fn=prepared,
        env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(inner)
    return process, outer


@pytest.mark.parametrize("ignoring", [False, True])
def test_a_terminal_that_is_closed(folder: Path, ignoring: bool) -> None:
    """The run ends with it, continuable; or (nohup) goes on without it."""
    for number in range(4, 60):
        (folder / f"{number}.txt").write_text(f"Article {number}. {BRIDGE}")
    out = folder.parent / "claims.jsonl"
    part = out.with_name("claims.jsonl.part")
    process, outer = on_its_own_terminal("extract", folder, "--out", out, ignoring=ignoring)
    with process:
        while not (part.exists() and part.stat().st_size) and process.poll() is None:
            time.sleep(0.01)
        os.close(outer)
        code = process.wait(WAIT)
    if not ignoring:
        assert code == -signal.SIGHUP
        ended = finished("extract", folder, "--out", out)
        assert (ended.code, " of them before)" in ended.err) == (0, True)
    assert code in (0, -signal.SIGHUP)
    assert len(out.read_text().splitlines()) == 59


def test_a_named_pipe_is_read_once(tmp_path: Path, command: Command) -> None:
    """Counting its lines for the time that is left would take them away."""
    os.mkfifo(feed := tmp_path / "feed.jsonl")

    def write() -> None:
        with feed.open("w") as lines:
            for number in range(50):
                lines.write(json.dumps({"id": str(number), "text": f"Harbour {number} was closed."}) + "\n")

    threading.Thread(target=write, daemon=True).start()
    ended = command("extract", feed, "--format", "jsonl")
    assert (ended.code, len(ended.out.splitlines())) == (0, 50)


@pytest.mark.skipif(sys.platform == "win32", reason="limits on the size of files are of POSIX")
@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv", "jsonld", "html"])
def test_standard_output_without_room(tmp_path: Path, format: str) -> None:
    """Something was written, so the exit code is 1; and it is told once why the rest was not."""
    (folder := tmp_path / "articles").mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"{number}. {BRIDGE}" * 3)
    code = (
        "import resource, signal, sys; from extractor.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "extract", str(folder), "--format", format]
    with (tmp_path / "out").open("wb") as out:
        ran = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr.count("File too large")) == (1, 1)
