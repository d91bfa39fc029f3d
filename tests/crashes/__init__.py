"""Runs that are killed at random moments and started again, against a real server: ``python -m tests.crashes``."""
