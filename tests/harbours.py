"""Articles of two sentences with a number of their own, and a server that answers by it."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evals.bench.answering import completion
from tests.faults import FaultServer, Reply, Seen

_NUMBER = re.compile(r"harbour (\d+)", re.I)


def articles(place: Path, count: int) -> Path:
    """Write articles as JSON Lines; their ids are their numbers."""
    with place.open("w") as file:
        for number in range(count):
            text = f"Harbour {number} was closed. Ilse Brandt left harbour {number}."
            file.write(json.dumps({"id": str(number), "published": "2024-06-12", "text": text}) + "\n")
    return place


def number_of(body: Any) -> int:
    """The article that a request is about."""
    found = _NUMBER.search(body["messages"][-1]["content"]) or _NUMBER.search(json.dumps(body["messages"]))
    assert found
    return int(found[1])


class Answering(FaultServer):
    """Answers every request with a draft for each sentence, unless ``choose`` has another reply.

    Attributes:
        asked: How often each article was asked for.
    """

    def __init__(
        self, choose: Callable[[int, int], Reply | None] | None = None, *, port: int = 0, latency: float = 0.0
    ) -> None:
        """Answer as ``choose`` says, by an article's number and how often it was asked for; None: as is right."""
        super().__init__(port=port)
        self.asked: Counter[int] = Counter()
        self._choose = choose
        self._latency = latency

    def next_reply(self, seen: Seen) -> Reply:
        number = number_of(seen.body)
        with self._lock:
            self.seen.append(seen)
            self.asked[number] += 1
            times = self.asked[number]
        time.sleep(self._latency)
        special = self._choose(number, times) if self._choose else None
        return special or Reply(body=json.dumps(completion(seen.body, 400)))
