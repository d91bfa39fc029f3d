"""What requests would cost before any is sent: about, and at most.

The rules of thumb come from the recorded answers of this repository (``evals/recordings``): a token is a little more
than four bytes of a request, and an answer has four tokens for ten characters of the sentences that are shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from extractor.prices import cost_of
from extractor.schema import Usage

_BYTES_PER_TOKEN = 4.2
_TOKENS_PER_CHARACTER = 0.4


@dataclass(frozen=True)
class Estimate:
    """Requests and their tokens.

    Attributes:
        about: What they use, as answers go.
        most: What they can use: a token is at least one byte, and every answer has its limit.
    """

    about: Usage = field(default_factory=Usage)
    most: Usage = field(default_factory=Usage)

    @classmethod
    def of(cls, request: Mapping[str, Any]) -> Self:
        """Estimate one request body."""
        shown = {name: request[name] for name in ("messages", "response_format") if name in request}
        size = len(json.dumps(shown, ensure_ascii=False).encode("utf-8", "replace"))
        limit = int(request.get("max_tokens") or request.get("max_completion_tokens") or 0)
        answer = min(limit, round(_TOKENS_PER_CHARACTER * len(request["messages"][-1]["content"])))
        return cls(_usage(round(size / _BYTES_PER_TOKEN), answer), _usage(size, limit))

    def __add__(self, other: Estimate) -> Estimate:
        return Estimate(self.about + other.about, self.most + other.most)

    def dollars(self, model: str, *, batch: bool = False) -> tuple[Decimal, Decimal] | None:
        """About, and at most, what they cost; None where the model's price is unknown."""
        about, most = (cost_of(usage, model, batch=batch) for usage in (self.about, self.most))
        return None if about is None or most is None else (about, most)


def _usage(asked: int, given: int) -> Usage:
    return Usage(requests=1, prompt_tokens=asked, completion_tokens=given)
