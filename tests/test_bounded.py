"""What a run holds in memory does not grow with its articles."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import resource, sys
from pathlib import Path
from extractor import extract, run
from extractor.pipeline import Extractor
from extractor.settings import Settings

made = extract("Harbour 1 was closed. Ilse Brandt left harbour 1.")

async def read(extractor, article):  # the engines are measured elsewhere: python -m evals.bench --only memory
    return made.model_copy(update={"article": article})

Extractor.extract = read
given, out = sys.argv[1:]
assert run.extract(run.Order([given], out=Path(out) if out else None, format="jsonl"), Settings(cache=None)) == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def most(place: Path, count: int, out: str) -> int:
    """The most memory that a run held over so many articles."""
    given = place / f"{count}.jsonl"
    with given.open("w") as file:
        for number in range(count):
            text = "Harbour 1 was closed. Ilse Brandt left harbour 1."
            file.write(json.dumps({"id": str(number), "language": "en", "text": text}) + "\n")
    command = [sys.executable, "-c", RUN, str(given), out]
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120, check=True)
    return int(ended.stderr.splitlines()[-1])


@pytest.mark.parametrize("name", ["claims.jsonl", ""], ids=["a file", "standard output"])
def test_twenty_times_the_articles_take_no_more_memory(tmp_path: Path, name: str) -> None:
    few, many = (most(tmp_path, count, name and str(tmp_path / f"{count}-{name}")) for count in (400, 8000))
    assert many < 1.2 * few
