"""Files in, a folder of Parquet files out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from extractor.client import public
from extractor.distributed import worker
from extractor.distributed.datasets import checked, mapped, shared_for
from extractor.distributed.shared import dismiss, ray
from extractor.errors import ExtractorError, InputError, SettingError, WorkerLost
from extractor.reader import KEYS, given_day

if TYPE_CHECKING:
    from ray.data import Dataset

_PARQUET = (".parquet",)
_LINES = (".jsonl", ".ndjson")
_AT_A_TIME = 64
"""Lines that a reading task passes on together."""
_BUFFER = 1 << 20
_ROWS_A_FILE = 1000


@dataclass(frozen=True)
class Summary:
    """What became of the inputs.

    Attributes:
        articles: Rows, in and out.
        claims: Claims of all results.
        failed: Sentences that failed, or whose request did.
        errors: Articles without a result.
    """

    articles: int
    claims: int
    failed: int
    errors: int


def extract_files(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    workers: int,
    published: date | str | None = None,
    ray_remote_args: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Summary:
    """Extract the claims of all articles in files; write a folder of Parquet files with a row for each.

    Args:
        inputs: Files or folders, all ``.parquet`` (an article a row) or all ``.jsonl`` (an article a line), where every
            machine of the cluster finds them: on a shared disk, or an address as ``s3://bucket/articles``.
        out: The folder to write, likewise; it must be empty or not there.
        workers: As for ``extract_dataset``, as are the columns that are written.
        published: Likewise.
        ray_remote_args: Likewise.
        **settings: Likewise.

    Returns:
        What was written, counted anew from the files.

    Raises:
        SettingError: As for ``extract_dataset``; or the folder is not empty, or the inputs are of several kinds.
        InputError: There is nothing to read.
        ModelError, CacheError: As for ``extract``; what was written before stays.
        WorkerLost: Not as many rows were written as read.
    """
    task = worker.Task(checked(settings), given_day(published))
    ray()
    return run([inputs] if isinstance(inputs, str | Path) else inputs, out, task, workers, ray_remote_args)


def run(
    inputs: Sequence[str | Path],
    out: str | Path,
    task: worker.Task,
    workers: int,
    ray_remote_args: Mapping[str, Any] | None = None,
) -> Summary:
    """Do what ``extract_files`` promises."""
    place = _place(out)
    _refuse_what_is_written(*place)
    suffixes, source = _source(inputs)
    if not (articles := source.count()):
        raise InputError("The inputs hold no article: check the paths.")
    task = replace(task, piece=worker.line if suffixes == _LINES else worker.record)
    shared = shared_for(task.settings)
    try:
        if reason := _stopped(mapped(source, task, shared, workers, ray_remote_args), shared, place):
            raise reason
    finally:
        dismiss(shared)
    return _held(articles, _counted(*place), place[1])


def _stopped(results: Dataset, shared: Any, place: tuple[Any, str]) -> ExtractorError | None:
    """Write the results; return what stopped that, as the worker raised it: Ray adds words of its own."""
    filesystem, folder = place
    try:
        results.write_parquet(folder, filesystem=filesystem, min_rows_per_file=_ROWS_A_FILE)
    except ray().exceptions.RayError:
        if reason := ray().get(shared.reason.remote()):
            return cast(ExtractorError, reason)
        raise
    return None


def _source(inputs: Sequence[str | Path]) -> tuple[Sequence[str], Dataset]:
    filesystem, paths = _files(inputs)
    for suffixes, dataset in ((_PARQUET, _rows), (_LINES, _lines)):
        if all(path.endswith(suffixes) for path in paths):
            return suffixes, dataset(filesystem, paths)
    raise SettingError(
        "The inputs are of several kinds: name .parquet files or .jsonl files, each kind in a run of its own."
    )


def _rows(filesystem: Any, paths: list[str]) -> Dataset:
    import pyarrow.parquet

    there = pyarrow.parquet.read_schema(paths[0], filesystem=filesystem).names
    columns = [name for name in there if name in KEYS]
    if not columns:
        raise InputError(f'{paths[0]} has no column with an article\'s words; name the one that has them "text".')
    data = ray().data
    return data.read_parquet(paths, filesystem=filesystem, columns=columns, partitioning=None, include_paths=True)


def _lines(filesystem: Any, paths: list[str]) -> Dataset:
    """A row a line, as bytes: Ray's readers of text and JSON stop at one bad line, and take a title for a date."""
    items = [{"path": path} for path in paths]
    files = ray().data.from_items(items, override_num_blocks=len(items))
    return files.map_batches(_lines_of, fn_args=(filesystem,), batch_size=1, batch_format="pyarrow")


def _lines_of(files: Any, filesystem: Any) -> Iterator[Any]:
    import pyarrow

    schema = pyarrow.schema([("name", pyarrow.string()), ("line", pyarrow.large_binary())])
    for path in files["path"].to_pylist():
        rows = []
        with io.BufferedReader(filesystem.open_input_stream(path), _BUFFER) as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    rows.append({"name": f"{path}, line {number}", "line": line})
                if len(rows) == _AT_A_TIME:
                    yield pyarrow.Table.from_pylist(rows, schema=schema)
                    rows = []
        yield pyarrow.Table.from_pylist(rows, schema=schema)


def _place(path: str | Path) -> tuple[Any, str]:
    """The file system of a path or address, and the path on it."""
    from pyarrow import ArrowException
    from pyarrow.fs import FileSystem

    named = str(path) if "://" in str(path) else str(Path(path).absolute())
    try:
        filesystem, place = FileSystem.from_uri(named)
    except (ArrowException, OSError, ValueError):
        raise SettingError(f"{public(named)} is no place that can be read or written: check the address.") from None
    return filesystem, place


def _files(inputs: Sequence[str | Path]) -> tuple[Any, list[str]]:
    """The files of the inputs, and the file system that they are on.

    Raises:
        InputError: There is none.
        SettingError: They are on several file systems.
    """
    places = [_place(given) for given in inputs]
    if not places:
        raise InputError("No input is named: name files or folders of .parquet or .jsonl.")
    filesystem = places[0][0]
    if not all(filesystem.equals(other) for other, _ in places):
        raise SettingError("The inputs are on several file systems: name those of one, each in a run of its own.")
    return filesystem, [file for _, path in places for file in _in(filesystem, path)]


def _in(filesystem: Any, path: str) -> list[str]:
    from pyarrow.fs import FileSelector, FileType

    kind = filesystem.get_file_info(path).type
    if kind == FileType.File and path.endswith(_PARQUET + _LINES):
        return [path]
    found = filesystem.get_file_info(FileSelector(path, recursive=True)) if kind == FileType.Directory else []
    shown = sorted(info.path for info in found if info.type == FileType.File and "/." not in info.path[len(path) :])
    if files := [file for file in shown if file.endswith(_PARQUET + _LINES)]:
        return files
    raise InputError(f"{path} is no .parquet or .jsonl file and no folder of them: check the path.")


def _refuse_what_is_written(filesystem: Any, folder: str) -> None:
    from pyarrow.fs import FileSelector

    if filesystem.get_file_info(FileSelector(folder, allow_not_found=True)):
        raise SettingError(f"{folder} is not empty: name another folder, or remove what an earlier run left.")


def _counted(filesystem: Any, folder: str) -> Summary:
    import pyarrow.dataset

    written = pyarrow.dataset.dataset(folder, filesystem=filesystem, format="parquet")
    articles = claims = failed = errors = 0
    for batch in written.to_batches(columns=["claims", "failed", "error"]):
        articles += batch.num_rows
        claims += sum(number or 0 for number in batch["claims"].to_pylist())
        failed += sum(number or 0 for number in batch["failed"].to_pylist())
        errors += batch.num_rows - batch["error"].null_count
    return Summary(articles, claims, failed, errors)


def _held(read: int, summary: Summary, folder: str) -> Summary:
    """The summary, held against what was read."""
    if read != summary.articles:
        raise WorkerLost(f"Of {read:,} articles {summary.articles:,} are written to {folder}: repeat the run.")
    return summary
