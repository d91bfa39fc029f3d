"""What stands in ``evals/README.md`` and beside the fixtures is what the commands print."""

from __future__ import annotations

import json
from pathlib import Path

from evals.bench import tables
from evals.commands.gold import json_schema

HOME = Path(__file__).parents[2] / "evals"


def test_the_readmes_tables_are_those_of_the_committed_runs() -> None:
    text = (HOME / "README.md").read_text(encoding="utf-8")

    assert tables.written(text) == text, "run python evals/bench/tables.py --write"


def test_the_schema_for_editors_is_that_of_gold() -> None:
    committed = json.loads((HOME / "fixtures" / "gold.schema.json").read_text(encoding="utf-8"))

    assert committed == json_schema(), "run extractor-evals lint --schema > evals/fixtures/gold.schema.json"
