"""What a user can set, and where each default comes from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, Self

from platformdirs import user_cache_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from extractor.errors import SettingError, first_complaint

RULES = "rules"
"""The name of the engine that needs no model."""

GGUF = "gguf:"
"""Prefix of a model that is a file and runs inside the process."""


@dataclass(frozen=True)
class Words:
    """How a caller writes the settings that can exclude each other."""

    offline: str
    refresh: str
    no_cache: str
    cache: str


PARAMETERS = Words("offline=True", "refresh=True", "cache=None", "cache=FILE")
"""As a Python call writes them."""

OPTIONS = Words("--offline", "--refresh", "--no-cache", "--cache FILE")
"""As a command line writes them."""


class Settings(BaseModel):
    """One run's settings; ``Settings.from_environment`` fills what a caller leaves open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(RULES, description="rules, a model's name, or gguf:PATH.")
    base_url: str | None = Field(None, description="Address of an OpenAI-compatible server; None: OpenAI.")
    prompt: str = Field("claims.v1", description="Name of a shipped template, or a template folder.")
    strategy: Literal["read", "complete"] = Field(
        "read",
        description="read: the model reads all sentences; complete: the rules do, and the model those with words left.",
    )
    verify: str | None = Field(
        None, description="A model that checks each statement against its sentences; None: none."
    )
    cache: Path | None = Field(None, description="Cache file; None: no cache.")
    offline: bool = Field(False, description="Answer from the cache only.")
    refresh: bool = Field(False, description="Ask again and overwrite what is cached.")
    sample: int = Field(0, ge=0, description="Which of several answers to the same request, for repeats.")
    temperature: float = Field(0, ge=0, le=2, description="How freely the model may answer.")
    concurrency: int = Field(8, ge=1, description="Requests in flight.")
    requests_per_minute: float | None = Field(None, gt=0, description="Most requests a minute; None: no limit.")
    tokens_per_minute: float | None = Field(None, gt=0, description="Most tokens a minute, of prompts and answers.")
    max_cost: Decimal | None = Field(None, ge=0, description="Most dollars to spend; None: no limit.")
    transport_retries: int = Field(5, ge=0, description="Further tries after a 429, 5xx, time-out or lost connection.")
    envelope_reasks: int = Field(1, ge=0, description="Further tries after an answer that is no JSON of the schema.")
    draft_reasks: int = Field(1, ge=0, description="Rounds in which rejected drafts are asked for again.")
    timeout: float = Field(300.0, gt=0, description="Seconds one request may take.")
    max_wait: float = Field(60.0, gt=0, description="Longest pause in seconds between two tries.")
    segment_characters: int = Field(1000, ge=1, description="Characters of article text sent in one request.")
    max_characters: int = Field(1_000_000, ge=1, description="Longest article that is read.")

    @field_validator("temperature")
    @classmethod
    def _without_a_point(cls, value: float) -> float:
        """1.0 is sent as 1: the same request has the same bytes."""
        return int(value) if value == int(value) else value

    @classmethod
    def from_environment(cls, words: Words = PARAMETERS, **given: object) -> Self:
        """Take what is given, then the environment, then the defaults.

        Args:
            words: How messages write a setting.
            **given: Fields of ``Settings``; None counts as not given, except that ``cache=None`` is no cache.

        Raises:
            SettingError: An environment variable or a given value is not usable, or two of them exclude each other.
        """
        chosen = {name: value for name, value in given.items() if value is not None or name == "cache"}
        chosen.setdefault("model", os.environ.get("EXTRACTOR_MODEL") or RULES)
        chosen.setdefault("cache", default_cache())
        if url := os.environ.get("OPENAI_BASE_URL"):
            chosen.setdefault("base_url", url)
        try:
            settings = cls.model_validate(chosen)
        except ValidationError as error:
            raise SettingError(f"A setting is not usable: {first_complaint(error)}.") from error
        if settings.verify == RULES:
            raise SettingError("The rules engine verifies nothing: name a model, or leave verify out.")
        if settings.model != RULES or settings.verify:
            _refuse_contradictions(settings, words)
        return settings


def default_cache() -> Path:
    """The cache file: ``EXTRACTOR_CACHE``, else one in the user's cache folder."""
    named = os.environ.get("EXTRACTOR_CACHE")
    return Path(named) if named else user_cache_path("claim-extractor") / "responses.sqlite"


def is_recording(path: Path) -> bool:
    """Whether a file's name says that it is a recording: answers as JSON Lines, read and never written."""
    return path.name.endswith((".jsonl", ".jsonl.gz"))


def _refuse_contradictions(settings: Settings, words: Words) -> None:
    if settings.offline and settings.refresh:
        raise SettingError(f"{words.offline} and {words.refresh} exclude each other: leave out one of them.")
    if settings.offline and settings.cache is None:
        raise SettingError(
            f"{words.offline} answers from the cache, and {words.no_cache} turns it off: name it with {words.cache}."
        )
    if settings.cache and is_recording(settings.cache) and not settings.offline:
        raise SettingError(
            f"{settings.cache} is a recording, which is read and never written: add {words.offline}, or name another "
            f"file with {words.cache}."
        )
