"""langextract with one example: claims as extractions, their fields as attributes, their places by its own aligner."""

from __future__ import annotations

from importlib.metadata import version as installed
from typing import Any, get_args

from evals.peers.answers import INSTRUCTION, PeerClaim, PeerFailed, PeerQuantity, PeerTime, predicted
from evals.runs import Mark, PredictedClaim
from extractor.schema import Act, Article, Comparator, Kind, Modality, Polarity, Usage

_TEXT = (
    "The Halden river authority estimated on Monday that the flood damaged about 3,000 homes since June. Schools in "
    "the valley are not open."
)
_SOURCE = "The Halden river authority"


def version() -> str:
    """The library's version, for the run's provenance."""
    return f"langextract {installed('langextract')}"


def extract(article: Article, model: str, base_url: str | None, max_tokens: int) -> tuple[list[PredictedClaim], Usage]:
    """Extract with one example, over the provider that speaks OpenAI's protocol, without schema constraints.

    Raises:
        PeerFailed: langextract raised.
    """
    import langextract
    from langextract.factory import ModelConfig

    kwargs = {"base_url": base_url, "api_key": "none", "max_output_tokens": max_tokens}
    config = ModelConfig(model_id=model, provider="OpenAILanguageModel", provider_kwargs=kwargs)
    try:
        found = langextract.extract(
            text_or_documents=article.text,
            prompt_description=f"{INSTRUCTION} The article was published on {article.published}.",
            examples=[_example(langextract.data)],
            config=config,
            temperature=0,
            max_workers=1,
            use_schema_constraints=False,
            fetch_urls=False,
        )
    except Exception as error:
        raise PeerFailed(f"langextract gave no answer: {type(error).__name__}: {str(error)[:200]}") from error
    return [claim for each in found.extractions if (claim := _claim(each, article))], Usage()


def _example(data: Any) -> Any:
    """The one example: two claims with all attributes."""
    flood = {
        "statement": "The flood damaged about 3,000 homes since June.",
        "kind": "statistic",
        "source": _SOURCE,
        "act": "estimated",
        "modality": "probable",
        "polarity": "positive",
        "quantity": "about 3,000",
        "value": "3000",
        "comparator": "about",
        "unit": "",
        "time": "since June",
        "start": "2024-06-01",
        "end": "2024-06-12",
    }
    schools = dict.fromkeys(flood, "") | {
        "statement": "Schools in the valley are not open.",
        "kind": "state",
        "modality": "certain",
        "polarity": "negative",
    }
    extraction = data.Extraction
    return data.ExampleData(
        text=_TEXT,
        extractions=[
            extraction("claim", "the flood damaged about 3,000 homes since June", attributes=flood),
            extraction("claim", "Schools in the valley are not open", attributes=schools),
        ],
    )


def _claim(extraction: Any, article: Article) -> PredictedClaim | None:
    """An extraction as a predicted claim; where its aligner found a place, that place counts."""
    given = {name: _plain(value) for name, value in (extraction.attributes or {}).items()}
    words = _plain(extraction.extraction_text)
    if not words:
        return None
    claim = predicted(
        PeerClaim(
            statement=given.get("statement") or words,
            evidence=[words],
            kind=_one_of(given, "kind", Kind, "event"),
            source=given.get("source") or None,
            reported_by=None,
            act=_one_of(given, "act", Act, None),
            modality=_one_of(given, "modality", Modality, "certain"),
            polarity=_one_of(given, "polarity", Polarity, "positive"),
            quantities=_quantities(given),
            times=[PeerTime(text=given["time"], start=given.get("start"), end=given.get("end"))]
            if given.get("time")
            else [],
        ),
        article.text,
    )
    place = extraction.char_interval
    if place is None or place.start_pos is None or place.end_pos is None:
        return claim
    return claim.model_copy(
        update={"evidence": (Mark(text=article.text[place.start_pos : place.end_pos], start=place.start_pos),)}
    )


def _quantities(given: dict[str, str]) -> list[PeerQuantity]:
    if not given.get("quantity"):
        return []
    try:
        value = float(given.get("value", "").replace(",", ""))
    except ValueError:
        value = None
    comparator = _one_of(given, "comparator", Comparator, "exactly")
    return [PeerQuantity(text=given["quantity"], value=value, comparator=comparator, unit=given.get("unit") or None)]


def _one_of(given: dict[str, str], name: str, values: Any, otherwise: Any) -> Any:
    said = given.get(name)
    return said if said in get_args(values) else otherwise


def _plain(value: Any) -> str:
    """An attribute as one string: the model may answer with a list or a number."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else str(value)
