"""Figures that are counted in results: each is defined here once, for every place that reports it."""

from __future__ import annotations

from bisect import bisect_right

from extractor.schema import ArticleResult, Claim


def whole_sentences(result: ArticleResult) -> int:
    """Count the claims whose evidence is a whole sentence: no letter or digit of it stands outside.

    Such a claim was not cut: its speaker, or a second claim, is still inside. The share is of all claims of the result,
    attributed or not.
    """
    starts = [sentence.start for sentence in result.sentences]
    return sum(_is_whole(claim, result, bisect_right(starts, claim.evidence[0].start) - 1) for claim in result.claims)


def _is_whole(claim: Claim, result: ArticleResult, index: int) -> bool:
    if index < 0:
        return False
    sentence = result.sentences[index]
    covered = {at for span in claim.evidence for at in range(span.start, span.end)}
    return all(at in covered or not letter.isalnum() for at, letter in enumerate(sentence.text, sentence.start))
