"""What has become of a run so far, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from extractor import figures, wording
from extractor.errors import FailReason
from extractor.schema import ArticleResult, Flag, Usage

DONE, INCOMPLETE, NOTHING, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: every article whole; something failed; nothing could be done; stopped by Ctrl-C."""

_MISSING: FailReason = "missing_offline"
_UNVERIFIED: Flag = "unverified"


@dataclass(frozen=True)
class Counts:
    """One result in numbers; of one that was made before, neither ``whole`` claims nor ``usage`` are counted.

    Attributes:
        claims: Its claims.
        rejected: Its rejected drafts.
        failed: Its sentences that failed, or whose request did.
        whole: Its claims whose evidence is a whole sentence.
        usage: What it cost.
        missing: Its failed sentences for which an offline run found no answer.
        unverified: Its claims that a model was to verify, and that it gave no verdict on.
    """

    claims: int
    rejected: int
    failed: int
    whole: int | None = None
    usage: Usage = field(default_factory=Usage)
    missing: int = 0
    unverified: int = 0

    @property
    def unasked(self) -> bool:
        """Whether another run may learn what this one did not ask or was not told."""
        return bool(self.missing or self.unverified)

    @classmethod
    def of(cls, result: ArticleResult) -> Self:
        """Count a result."""
        failed = sum(sentence.lost for sentence in result.coverage)
        whole = figures.whole_sentences(result)
        missing = sum(sentence.reason == _MISSING for sentence in result.coverage)
        unverified = sum(_UNVERIFIED in claim.flags for claim in result.claims)
        return cls(len(result.claims), len(result.rejections), failed, whole, result.usage, missing, unverified)

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Self:
        """Count a result as it stands in a file, without proving its spans again."""
        failed = sum(
            each["status"] == "failed" or (each["status"] == "claimed" and each["reason"] is not None)
            for each in record["coverage"]
        )
        missing = sum(each["reason"] == _MISSING for each in record["coverage"])
        unverified = sum(_UNVERIFIED in claim["flags"] for claim in record["claims"])
        counted = (len(record["claims"]), len(record["rejections"]), failed)
        return cls(*counted, missing=missing, unverified=unverified)


@dataclass
class Tally:
    """A run so far; ``before`` are the results that an earlier run of the same command had made."""

    articles: int = 0
    before: int = 0
    unreadable: int = 0
    claims: int = 0
    rejected: int = 0
    failed: int = 0
    missing: int = 0
    unverified: int = 0
    whole: int = 0
    cut: int = 0
    stopped: bool = False
    usage: Usage = field(default_factory=Usage)

    def add(self, counts: Counts) -> None:
        """Count one result; one that was made before has been paid before."""
        self.articles += 1
        self.claims += counts.claims
        self.rejected += counts.rejected
        self.failed += counts.failed
        self.missing += counts.missing
        self.unverified += counts.unverified
        if counts.whole is None:
            self.before += 1
        else:
            self.whole += counts.whole
            self.cut += counts.claims
            self.usage = self.usage + counts.usage

    @property
    def exit_code(self) -> int:
        """The contract's exit code of a run that came to its end."""
        if not self.articles:
            return NOTHING
        return INCOMPLETE if self.stopped or self.unreadable or self.failed or self.unverified else DONE

    def summary(self) -> str:
        """Say in one line what came of the articles."""
        before = f" ({self.before:,} of them before)" if self.before else ""
        claims = f"{wording.counted(self.claims, 'claim')}, {wording.counted(self.rejected, 'draft')} rejected"
        missing = f" ({self.missing:,} for want of an answer in the cache)" if self.missing else ""
        parts = [f"{claims}, {wording.counted(self.failed, 'sentence')} failed{missing}"]
        if self.unverified:
            parts.append(f"{wording.counted(self.unverified, 'claim')} not verified")
        if self.cut:
            share = f"{self.whole} of {self.cut:,} claims ({self.whole / self.cut:.0%})"
            parts.append(f"the evidence of {share} is a whole sentence")
        if self.unreadable:
            parts.append(f"{wording.counted(self.unreadable, 'input')} unreadable")
        return f"{wording.counted(self.articles, 'article')}{before}: {'; '.join(parts)}"
