"""Read texts of other people's corpora through the text door, and say what became of them.

    python evals/bench/texts.py FILE.jsonl [--field text] [--take 10]

Each line of the file is a JSON object with an article's text. The texts are written to a temporary folder as plain
files and read from there, as a user's would be. Exits with 1 if one of them could not be read, or a sentence failed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from extractor import ArticleResult, Unreadable, extract, read


def texts(path: Path, field: str) -> Iterator[str]:
    """Yield the texts of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)[field]


def describe(result: ArticleResult) -> str:
    """One line about one result."""
    statuses = [sentence.status for sentence in result.coverage]
    counts = ", ".join(f"{statuses.count(status)} {status}" for status in ("claimed", "skipped", "failed"))
    size, claims, rejections = len(result.article.text), len(result.claims), len(result.rejections)
    return f"{size:6} characters · {claims:3} claims · {rejections:2} rejections · {counts}"


def main() -> int:
    """Read, extract by rules, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--field", default="text", help="the key that holds the text")
    parser.add_argument("--take", type=int, default=10, help="how many texts")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(islice(texts(options.file, options.field), options.take)):
            Path(folder, f"{number:03}.txt").write_bytes(text.encode())
        for item in read([folder]):
            if isinstance(item, Unreadable):
                print(item.reason)
                failed += 1
                continue
            result = extract(item, model="rules")
            failed += not result.complete
            print(describe(result))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
