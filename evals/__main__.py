"""``python -m evals``."""

from evals.cli import run

run()
