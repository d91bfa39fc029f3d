"""Corpora that others labelled, read from a path that the user gives: how good literals and the rules are on them."""
