"""What requests may cost: nothing is sent that could pass the limit.

Before a request is sent, the most that it can cost is held: a token is at least one byte of the request, and the answer
has its limit. Once it is answered, what it did cost takes the place of what was held. A request whose answer was lost
on the way may have been paid for, so what was held for it counts as spent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from extractor.errors import CostLimit, SettingError
from extractor.estimate import Estimate
from extractor.prices import cost_of, price_of
from extractor.schema import Usage

_NOTHING = Decimal(0)


class Budget:
    """The dollars of one run, over all models it asks.

    Attributes:
        most: Most that may be spent; None for no limit.
        spent: What was spent on models whose price is known.
        unpriced: Models that were asked and whose price is not known.
    """

    def __init__(self, most: Decimal | None = None) -> None:
        self.most = most
        self.spent = _NOTHING
        self.unpriced: set[str] = set()
        self._held = _NOTHING
        self._changed = asyncio.Event()

    def admit(self, model: str) -> None:
        """Refuse a model that a limit cannot be kept for.

        Raises:
            SettingError: There is a limit, and the model's price is not known.
        """
        if self.most is not None and price_of(model) is None:
            raise SettingError(
                f"The price of the model {model} is not known, so no limit of cost can be kept: leave out --max-cost, "
                "or name a model of extractor.prices."
            )

    async def hold(self, body: Mapping[str, Any]) -> Decimal:
        """Hold the most that a request can cost; wait where that depends on what is in flight.

        Raises:
            CostLimit: It could pass the limit.
        """
        if self.most is None:
            return _NOTHING
        ceiling = cost_of(Estimate.of(body).most, str(body.get("model"))) or _NOTHING
        while self.spent + self._held + ceiling > self.most:
            if not self._held:
                onward = "the same command continues, with that much again" if self.spent else "name a higher limit"
                raise CostLimit(
                    f"The next request could cost up to ${ceiling:.6f}, and of --max-cost {self.most} are "
                    f"{self.spent:.6f} spent: the run ends here; {onward}."
                )
            self._changed.clear()
            await self._changed.wait()
        self._held += ceiling
        return ceiling

    def settle(self, model: str, held: Decimal, usage: Usage | None) -> None:
        """Count what a request did cost; ``usage`` None: nobody knows, so all that was held."""
        self._held -= held
        cost = cost_of(usage or Usage(), model)
        if cost is None:
            self.unpriced.add(model)
        self.spent += held if usage is None else cost or _NOTHING
        self._changed.set()
