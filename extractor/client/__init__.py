"""Client: messages to a ``Response``, or the reason why there is none. Beside jobs the only door onto the network."""

from extractor.client.asking import Answer, Client, Failure
from extractor.client.budget import Budget
from extractor.client.pace import Limiter, Rates
from extractor.client.web import public

__all__ = ["Answer", "Budget", "Client", "Failure", "Limiter", "Rates", "public"]
