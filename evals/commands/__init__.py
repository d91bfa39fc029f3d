"""The commands of ``extractor-evals``, a file for each thing that a person does; ``evals.cli`` puts them together."""
