"""Record a model's answers to the injection articles anew.

    OPENAI_BASE_URL=http://127.0.0.1:8091/v1 python -m tests.injections.record

About half an hour with a small model on two cores. The old recording is replaced only when all articles are done.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from extractor import extract
from extractor.cache import Cache
from tests.test_injections import MODEL, RECORDING, injected


def main() -> None:
    """Ask for every article, and write the answers as a recording."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "answers.sqlite"
        for one in injected("articles.yaml", folder):
            extract(one.article, model=MODEL, cache=file)
        with Cache.open(file) as cache:
            cache.dump(RECORDING)


if __name__ == "__main__":
    main()
