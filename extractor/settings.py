"""What a user can set, and where each default comes from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from platformdirs import user_cache_path
from pydantic import BaseModel, ConfigDict, Field

from extractor.errors import SettingError

RULES = "rules"
"""The name of the engine that needs no model."""

GGUF = "gguf:"
"""Prefix of a model that is a file and runs inside the process."""


class Settings(BaseModel):
    """One run's settings; ``Settings.from_environment`` fills what a caller leaves open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(RULES, description="rules, a model's name, or gguf:PATH.")
    base_url: str | None = Field(None, description="Address of an OpenAI-compatible server; None: OpenAI.")
    prompt: str = Field("claims.v1", description="Name of a shipped template, or a template folder.")
    cache: Path | None = Field(None, description="Cache file; None: no cache.")
    offline: bool = Field(False, description="Answer from the cache only.")
    refresh: bool = Field(False, description="Ask again and overwrite what is cached.")
    concurrency: int = Field(8, ge=1, description="Requests in flight.")
    transport_retries: int = Field(5, ge=0, description="Further tries after a 429, 5xx, time-out or lost connection.")
    envelope_reasks: int = Field(1, ge=0, description="Further tries after an answer that is no JSON of the schema.")
    draft_reasks: int = Field(1, ge=0, description="Rounds in which rejected drafts are asked for again.")
    timeout: float = Field(300.0, gt=0, description="Seconds one request may take.")
    max_wait: float = Field(60.0, gt=0, description="Longest pause in seconds between two tries.")
    segment_characters: int = Field(1000, ge=1, description="Characters of article text sent in one request.")
    max_characters: int = Field(1_000_000, ge=1, description="Longest article that is read.")

    @classmethod
    def from_environment(cls, **given: object) -> Self:
        """Take what is given, then the environment, then the defaults.

        Args:
            **given: Fields of ``Settings``; None counts as not given, except that ``cache=None`` is no cache.

        Raises:
            SettingError: An environment variable or a given value is not usable.
        """
        chosen = {name: value for name, value in given.items() if value is not None or name == "cache"}
        chosen.setdefault("model", os.environ.get("EXTRACTOR_MODEL") or RULES)
        chosen.setdefault("cache", default_cache())
        if url := os.environ.get("OPENAI_BASE_URL"):
            chosen.setdefault("base_url", url)
        try:
            return cls.model_validate(chosen)
        except ValueError as error:
            raise SettingError(f"A setting is not usable: {_first_line(error)}") from error


def default_cache() -> Path:
    """The cache file: ``EXTRACTOR_CACHE``, else one in the user's cache folder."""
    named = os.environ.get("EXTRACTOR_CACHE")
    return Path(named) if named else user_cache_path("claim-extractor") / "responses.sqlite"


def _first_line(error: ValueError) -> str:
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}."
    return str(error)
