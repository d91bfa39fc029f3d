"""Benchmarks and tables: scripts, outside of the packages they measure."""
