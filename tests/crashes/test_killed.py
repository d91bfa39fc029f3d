"""A run that is killed at random moments and started again ends in the same bytes, and does nothing twice.

``python -m tests.crashes`` kills more often, and longer runs.
"""

from pathlib import Path

import pytest

from tests.crashes.loads import LOADS, killed


@pytest.mark.parametrize("load", [load for load in LOADS if "workers" not in load])
def test_a_killed_run_ends_in_the_same_bytes(tmp_path: Path, load: str) -> None:
    outcome = killed(load, tmp_path, 150, 3, pause=0.3, seed=7, latency=0.02)
    report = outcome.report
    assert (report.code, outcome.same, outcome.left) == (0, True, ()), report.told
    assert not report.repeated
    assert report.kills, "it was killed indeed"
    assert "Traceback" not in report.told
