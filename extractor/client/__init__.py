"""Client: messages to a ``Response``, or the reason why there is none. The only door onto the network."""

from extractor.client.asking import Answer, Client, Failure

__all__ = ["Answer", "Client", "Failure"]
