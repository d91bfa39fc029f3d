"""A single plain instructor call with the record's schema: what an engineer writes first."""

from __future__ import annotations

from importlib.metadata import version as installed

from evals.peers.answers import INSTRUCTION, PeerAnswer, PeerFailed, predicted
from evals.runs import PredictedClaim
from extractor.schema import Article, Usage


def version() -> str:
    """The library's version, for the run's provenance."""
    return f"instructor {installed('instructor')}"


def extract(article: Article, model: str, base_url: str | None, max_tokens: int) -> tuple[list[PredictedClaim], Usage]:
    """Ask once, in instructor's JSON_SCHEMA mode, without a re-ask: an answer that is cut off or unreadable is none.

    Raises:
        PeerFailed: instructor gave up.
    """
    import instructor
    import openai

    server = openai.OpenAI(base_url=base_url, api_key="none" if base_url else None, timeout=900)
    client = instructor.from_openai(server, mode=instructor.Mode.JSON_SCHEMA)
    shown = f"Published: {article.published}\n\n{article.text}"
    try:
        answer, raw = client.chat.completions.create_with_completion(
            model=model,
            response_model=PeerAnswer,
            messages=[{"role": "system", "content": INSTRUCTION}, {"role": "user", "content": shown}],
            temperature=0,
            max_tokens=max_tokens,
            max_retries=0,
        )
    except Exception as error:
        raise PeerFailed(f"instructor gave no answer: {type(error).__name__}: {str(error)[:200]}") from error
    spent = raw.usage
    usage = Usage(requests=1, prompt_tokens=spent.prompt_tokens, completion_tokens=spent.completion_tokens)
    return [predicted(claim, article.text) for claim in answer.claims], usage
