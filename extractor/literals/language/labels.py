"""What stands before the words of a sentence: labels ("What Happened:") and datelines ("HALDEN (AP) —")."""

from __future__ import annotations

from functools import lru_cache

_LONGEST = 60
_LONGEST_LABEL = 40
_DASHES = (" — ", " – ", " - ", " -- ")


@lru_cache(maxsize=1024)
def label_end(sentence: str) -> int:
    """Return where the words of a sentence start behind a label or a dateline; 0 where there is neither."""
    head = sentence[:_LONGEST]
    colon = head.find(": ")
    if 0 < colon <= _LONGEST_LABEL and head[:colon].istitle() and not set(head[:colon]) & set(',"'):
        return colon + len(": ")
    for dash in _DASHES:
        at = head.find(dash)
        if at > 0 and head[:at].split("(")[0].split(",")[0].strip().isupper():
            return at + len(dash)
    return 0
