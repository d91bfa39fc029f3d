"""Tools of others on the same model and articles: a plain instructor call, and langextract."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from evals.dataset import Fixture
from evals.peers.answers import PeerFailed
from evals.runs import Line, text_hash
from extractor.schema import Provenance

_HOMES = {"instructor": "evals.peers.plain_instructor", "langextract": "evals.peers.lang_extract"}


def engine(name: str, model: str, settings: Mapping[str, Any]) -> Callable[[Fixture, int], tuple[Line, Sequence[str]]]:
    """Return a peer as what ``evals.runner`` runs; its library is imported here.

    Args:
        name: ``instructor`` or ``langextract``.
        model: The model that it asks.
        settings: ``base_url`` is read, and ``max_tokens``.
    """
    peer = import_module(_HOMES[name])
    base_url, max_tokens = settings.get("base_url"), int(settings.get("max_tokens", 4_000))

    def one(fixture: Fixture, sample: int) -> tuple[Line, Sequence[str]]:
        made = Provenance(extractor=peer.version(), engine="llm", model=model, prompt=name)
        line = Line(article=fixture.id, text=text_hash(fixture.article), sample=sample, made=made)
        try:
            claims, usage = peer.extract(fixture.article, model, base_url, max_tokens)
        except PeerFailed as error:
            return line.model_copy(update={"failed": str(error)}), [str(error)]
        return line.model_copy(update={"claims": tuple(claims), "usage": usage}), []

    return one
