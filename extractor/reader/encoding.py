"""From bytes to characters, and to JSON values.

Functions here take the input's ``name`` for their messages and raise ``InputError``, which says how to convert.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

from extractor.errors import InputError

_WIDE = {
    codecs.BOM_UTF32_LE: "UTF-32",  # before UTF-16, whose mark is its beginning
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_DECLARED = re.compile(rb"""(?:<meta[^>]*?charset|<\?xml[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_WHATWG = dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "windows-1252")
_WHATWG |= dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-8")  # what is read as ASCII cannot be UTF-16
"""Labels that browsers read as another character set (Encoding Standard, section 4.2)."""


def refuse_wide(data: bytes, name: str) -> None:
    """Refuse bytes that open with the mark of UTF-16 or UTF-32."""
    if encoding := _wide(data):
        raise InputError(f"{name} is {encoding}; convert it with: iconv -f {encoding} -t UTF-8")


def _wide(data: bytes) -> str | None:
    return next((encoding for bom, encoding in _WIDE.items() if data.startswith(bom)), None)


def decoded(data: bytes, name: str) -> str:
    """Decode UTF-8, without its byte order mark; no character is changed."""
    refuse_wide(data, name)
    if b"\0" in data:
        raise InputError(f"{name} is binary (it holds a NUL byte); save the article's text as a .txt file.")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        where = f"byte {data[error.start]:#04x} at {error.start}"
        raise InputError(
            f"{name} is not UTF-8 ({where}); convert it, for example with: iconv -f WINDOWS-1252 -t UTF-8"
        ) from None


def parsed(text: str, name: str) -> Any:
    """Return the JSON value that ``text`` writes."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{error.msg} at character {error.pos + 1}"
    except (RecursionError, ValueError) as error:  # nested too deeply; a number of thousands of digits
        where = str(error)
    raise InputError(f"{name} is broken JSON ({where}); mend it or leave it out.")


def decoded_page(data: bytes, name: str) -> str:
    """Decode an HTML page: by its byte order mark, else as it declares, else as UTF-8."""
    charset = _wide(data) or _declared(data)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode(charset)
    except (LookupError, UnicodeError):
        raise InputError(f"{name} does not hold the character set {charset}; save the page as UTF-8.") from None
    if "\0" in text:
        raise InputError(f"{name} is binary (it holds a NUL character); save the article's text as a .txt file.")
    return text


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    label = found[1].decode().lower() if found and not data.startswith(codecs.BOM_UTF8) else "utf-8"
    return _WHATWG.get(label, label)
