"""The perturbation suite: right claims made wrong, or dressed otherwise, and what a gate lets through."""
