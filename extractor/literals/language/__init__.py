"""What every literal is read with: words and tokens of a sentence, its clauses, its labels."""
