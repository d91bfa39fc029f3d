"""The errors that a caller can meet, and what each asks of him.

    ExtractorError
    ├── InputError          an article that cannot be read: mend or leave out that input
    │   └── NoArticle           a call was given something that is neither a text nor an article (also a TypeError)
    ├── SettingError        an option, variable or file of this program that is wrong: mend it
    │   └── PromptError     a template folder that is incomplete or names an unknown variable
    ├── CacheError          a cache file that cannot be used
    ├── CostLimit           the next request could pass the limit of cost: what is done stays
    ├── WorkerLost          a process that read articles ended: what is done stays
    ├── ModelError          no model can be asked; every article would fail the same way
    │   ├── MissingKey, WrongKey, NoCredit, UnknownModel, NoServer, NoSchemaMode, NoLocalRuntime
    └── AnswerError         one request brought no usable answer; other requests go on
        ├── Refused, Filtered, Truncated, Unreadable, Unavailable, MissingOffline

Messages are sentences that name the thing and the remedy. ``AnswerError`` stays inside the pipeline, which turns it
into coverage; the others reach the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from pydantic import ValidationError

FailReason = Literal["rejected", "refused", "filtered", "truncated", "unreadable", "unavailable", "missing_offline"]
"""Why a sentence failed: all but ``rejected`` name the ``AnswerError`` behind it."""


class ExtractorError(Exception):
    """Base of every error this package raises on purpose."""


class InputError(ExtractorError):
    """An input that is no readable article."""


class NoArticle(InputError, TypeError):
    """A call was given something of a type that is no article."""


class SettingError(ExtractorError):
    """An option, an environment variable or a file of this program is wrong."""


class PromptError(SettingError):
    """A template folder is incomplete, or names a variable that does not exist."""


class CacheError(ExtractorError):
    """The cache file cannot be opened, read or written."""


class CostLimit(ExtractorError):
    """The next request could cost more than what is left to spend."""


class WorkerLost(ExtractorError):
    """A process that read articles beside this one ended unexpectedly."""


class ModelError(ExtractorError):
    """The model cannot be asked at all: no later request would fare better."""


class MissingKey(ModelError):
    """The server asks for a key and none is set."""


class WrongKey(ModelError):
    """The server refuses the key."""


class NoCredit(ModelError):
    """The account behind the key has nothing left to spend."""


class UnknownModel(ModelError):
    """The server does not know the model, or the file of a local one is not there."""


class NoServer(ModelError):
    """Nothing answers at the address."""


class NoSchemaMode(ModelError):
    """The server cannot hold an answer to a JSON Schema."""


class NoLocalRuntime(ModelError):
    """The runtime for ``gguf:`` models is not installed."""


class AnswerError(ExtractorError):
    """One request brought no usable answer."""

    reason: ClassVar[FailReason]


class Refused(AnswerError):
    """The model refused to answer."""

    reason = "refused"


class Filtered(AnswerError):
    """The provider's content filter withheld the answer."""

    reason = "filtered"


class Truncated(AnswerError):
    """The answer was cut at the token limit."""

    reason = "truncated"


class Unreadable(AnswerError):
    """The answer is no JSON of the schema, also after being asked again."""

    reason = "unreadable"


class Unavailable(AnswerError):
    """The server kept failing until the budget of retries was used up."""

    reason = "unavailable"


class MissingOffline(AnswerError):
    """Offline, and the cache holds no answer to this request."""

    reason = "missing_offline"


def first_complaint(error: ValidationError) -> str:
    """Say what a record found wrong first, and where, without the words that Pydantic puts before it."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"]))
    words = first["msg"].removeprefix("Value error, ")
    return f"{where}: {words}" if where else words
