"""Units: how they are written, and the one name each has in a record.

A unit's name is its English singular, SI units and prefixes as in the BIPM's brochure ("kilometre"), rates with "per"
("kilometre per hour"). Symbols are read as they are written, since case tells "MW" from "mW".
"""

from __future__ import annotations

from extractor.literals.language.words import Words, listed
from extractor.literals.quantities.counted import PAST
from extractor.literals.quantities.metres import is_million

_PREFIXED = {
    "metre": ("m", "k c m µ n"), "gram": ("g", "k m µ"), "litre": ("L", "m c d"), "watt": ("W", "k M G T"),
    "volt": ("V", "k m"), "hertz": ("Hz", "k M G"), "joule": ("J", "k M"), "pascal": ("Pa", "k h M"),
    "byte": ("B", "k K M G T P"), "bit": ("bit", "k M G"), "watt-hour": ("Wh", "k M G T"), "newton": ("N", "k"),
    "tonne": ("t", "k M"), "calorie": ("cal", "k"), "ampere": ("A", "m"), "sievert": ("Sv", "m µ"),
}  # fmt: skip
_PREFIXES = {
    "k": "kilo", "K": "kilo", "c": "centi", "m": "milli", "µ": "micro", "n": "nano", "d": "deci", "M": "mega",
    "G": "giga", "T": "tera", "P": "peta", "h": "hecto",
}  # fmt: skip
_NAMES = (
    "mile yard foot inch acre hectare ounce gallon pint quart barrel bushel knot carat cent decibel degree horsepower "
    "light-year lightyear pixel megapixel fathom furlong stone kelvin radian nanosecond millisecond microsecond "
    "kiloton megaton kilotonne megatonne cup tablespoon teaspoon"
)
_SPELT = {
    "%": "percent", "percent": "percent", "pct": "percent", "percents": "percent", "percentage": "percent",
    "pc": "percent", "‰": "per mille", "km": "kilometre", "kms": "kilometre", "cm": "centimetre", "mm": "millimetre",
    "feet": "foot", "ft": "foot", "inches": "inch", "″": "inch", "′": "foot", "yd": "yard", "yds": "yard",
    "mi": "mile", "kg": "kilogram", "kgs": "kilogram", "kilo": "kilogram", "kilos": "kilogram", "mg": "milligram",
    "gm": "gram", "ton": "ton", "tons": "ton", "tonne": "tonne", "tonnes": "tonne", "ml": "millilitre",
    "cl": "centilitre", "fahrenheit": "degree Fahrenheit", "celsius": "degree Celsius",
    "ha": "hectare", "lb": "pound", "lbs": "pound", "pound": "pound", "oz": "ounce", "kw": "kilowatt", "mw": "megawatt",
    "gw": "gigawatt", "kwh": "kilowatt-hour", "mwh": "megawatt-hour", "gwh": "gigawatt-hour", "hz": "hertz",
    "khz": "kilohertz", "mhz": "megahertz", "ghz": "gigahertz", "gb": "gigabyte", "mb": "megabyte", "tb": "terabyte",
    "kb": "kilobyte", "mph": "mile per hour", "kph": "kilometre per hour", "kmh": "kilometre per hour",
    "mpg": "mile per gallon", "bpd": "barrel per day", "rpm": "revolution per minute", "fps": "frame per second",
    "bpm": "beat per minute", "mbps": "megabit per second", "gbps": "gigabit per second", "ppm": "part per million",
    "ppb": "part per billion", "hp": "horsepower", "bhp": "horsepower", "cc": "cubic centimetre",
    "psi": "pound per square inch",
    "mah": "milliampere-hour", "db": "decibel", "°": "degree", "℃": "degree Celsius", "℉": "degree Fahrenheit",
    "°c": "degree Celsius", "pence": "pence", "penny": "penny", "pennies": "penny", "bitcoin": "bitcoin",
    "bitcoins": "bitcoin", "btc": "bitcoin", "satoshi": "satoshi", "satoshis": "satoshi", "sqm": "square metre",
    "sqft": "square foot", "bps": "basis point", "pp": "percentage point", "pts": "point",
    "km²": "square kilometre", "m²": "square metre", "m³": "cubic metre", "fold": "times",
}  # fmt: skip
_PHRASES = {
    ("per", "cent"): "percent", ("percentage", "point"): "percentage point", ("percentage",
    "points"): "percentage point",
    ("percent", "points"): "percentage point", ("percent", "point"): "percentage point",
    ("percentage", "pts"): "percentage point", ("%", "points"): "percentage point", ("%", "point"): "percentage point",
    ("per", "mille"): "per mille", ("basis", "point"): "basis point", ("basis", "points"): "basis point",
    ("metric", "ton"): "tonne", ("metric", "tons"): "tonne", ("metric", "tonnes"): "tonne",
    ("nautical", "mile"): "nautical mile", ("nautical", "miles"): "nautical mile", ("light", "years"): "light-year",
    ("degrees", "celsius"): "degree Celsius", ("degrees", "centigrade"): "degree Celsius",
    ("degrees", "fahrenheit"): "degree Fahrenheit", ("degrees", "c"): "degree Celsius",
    ("degrees", "f"): "degree Fahrenheit", ("degree", "celsius"): "degree Celsius",
    ("degree", "fahrenheit"): "degree Fahrenheit", ("°", "c"): "degree Celsius", ("°", "f"): "degree Fahrenheit",
    ("parts", "per", "million"): "part per million", ("parts", "per", "billion"): "part per billion",
    ("fluid", "ounces"): "fluid ounce", ("troy", "ounces"): "troy ounce", ("troy", "ounce"): "troy ounce",
}  # fmt: skip
_FIRSTS = frozenset(phrase[0] for phrase in _PHRASES)
_POWERS = {"square": "square", "sq": "square", "cubic": "cubic", "cu": "cubic"}
_AREAS = {"2": "square", "3": "cubic", "²": "square", "³": "cubic"}
_CLOCK = "second minute hour day week month year decade century"
TIME = {f"{name}{s}": name for name in _CLOCK.split() for s in ("", "s")} | {
    "h": "hour", "s": "second", "sec": "second", "secs": "second", "hr": "hour", "hrs": "hour", "min": "minute",
    "mins": "minute", "yr": "year", "yrs": "year", "annum": "year", "centuries": "century",
}  # fmt: skip
_NO_RATE = listed("percent times") | {"percentage point", "basis point", "cent", "pence", "penny"}
_WARMTH = 6  # tokens from "temperature" to its degrees


def _symbols() -> dict[str, str]:
    """The symbols of units with their prefixes: "kW" → kilowatt."""
    found = {"C": "degree Celsius", "F": "degree Fahrenheit", "l": "litre", "p": "pence"}
    for name, (symbol, prefixes) in _PREFIXED.items():
        found[symbol] = name
        found |= {f"{prefix}{symbol}": _PREFIXES[prefix] + name for prefix in prefixes.split()}
    return found


def _spellings() -> dict[str, str]:
    """Every unit's name in the singular and the plural, SI units in American spelling too."""
    names = {name: name for name in _NAMES.split()}
    for name, (_, prefixes) in _PREFIXED.items():
        names |= {prefix + name: prefix + name for prefix in ("", *(_PREFIXES[each] for each in prefixes.split()))}
    american = {name.removesuffix("re") + "er": name for name in names if name.endswith(("metre", "litre"))}
    forms = names | american
    return {f"{form}s": name for form, name in forms.items()} | forms | _SPELT


_SYMBOLS = _symbols()
_UNITS = _spellings()


UNIT_STARTS = _FIRSTS | {"in", *_POWERS, *_UNITS, *TIME, *(symbol.lower() for symbol in _SYMBOLS)}
"""Tokens, in lower case, that a unit may start with."""


def unit_after(words: Words, i: int, times: bool = False) -> tuple[str, int] | None:
    """Read a unit behind its number, with its rate ("%", "per cent", "km/h", "square miles", "-mile", "barrels a day").

    Args:
        words: The sentence.
        i: The token behind the number.
        times: Whether units of time count too; in a sentence they belong to the dates.

    Returns:
        The unit's name and the token behind it, or None.
    """
    at = i + 1 if words.dash(i) else i
    found = _unit(words, at, joined=words.glued(i) or at > i)
    if found is None:
        name = TIME.get(words.lows[at]) if times else None
        return (name, at + 1) if name else None
    return found if found[0] in _NO_RATE else _with_rate(words, *found)


def _unit(words: Words, i: int, joined: bool = False) -> tuple[str, int] | None:
    low = words.lows[i]
    if low in _FIRSTS:
        for length in (3, 2):
            if phrase := _PHRASES.get(tuple(words.lows[i : i + length])):
                return phrase, i + length
    if low in _POWERS:
        at = i + 2 if words.lows[i + 1] == "." or words.dash(i + 1) else i + 1
        name = _UNITS.get(words.lows[at])
        return (f"{_POWERS[low]} {name}", at + 1) if name else None
    if symbol := _SYMBOLS.get(words.text(i)):
        return _powered(words, symbol, i) if _stands(words, i, joined) else None
    if low == "in" and words.glued(i) and words.digits(i - 1):
        return "inch", i + 1
    name = _UNITS.get(low)
    return _powered(words, name, i) if name else None


def _stands(words: Words, i: int, joined: bool) -> bool:
    """Whether a symbol is one: "5W" and "5 W", but not "the 5 A schools" or "100 m" of "100 m people"."""
    text = words.text(i)
    if len(text) > 1:
        return True
    if text == "m" and words.glued(i + 1) and words.lows[i + 1] in _AREAS:
        return True
    if text == "m" and not words.glued(i):
        return words.digits(i - 1) and not is_million(words, i)
    if text in "CF" and words.digits(i - 1) and _is_temperature(words, i - 1):
        return True
    if text in "pC" and not joined:
        return False
    if text in "mBAtFN":
        return words.glued(i) and text in "mtF" and not (words.glued(i + 1) and words.text(i + 1).isalnum())
    return not (words.dash(i + 1) or (words.capital(i + 1) and not joined and text != "W"))


def _is_temperature(words: Words, number: int) -> bool:
    """Whether the number at a token is one of degrees, which C or F may follow apart: "minus 5 C"."""
    low = words.low(number - 1)
    if low in ("minus", "-", "−"):
        return low == "minus" or words.glued(number)
    return any(words.low(number - k).startswith("temperature") for k in range(1, _WARMTH + 1))


def _powered(words: Words, name: str, i: int) -> tuple[str, int]:
    """A unit with its exponent: "m2", "km²"."""
    exponent = _AREAS.get(words.lows[i + 1]) if words.glued(i + 1) and name.endswith("metre") else None
    return (f"{exponent} {name}", i + 2) if exponent else (name, i + 1)


def _with_rate(words: Words, name: str, stop: int) -> tuple[str, int]:
    """A unit with what it is per: "km/h", "metres per second", "barrels a day"."""
    joint = words.lows[stop]
    if joint not in ("per", "a", "an", "/"):
        return name, stop
    if joint == "/" and not (words.glued(stop) and words.glued(stop + 1)):
        return name, stop
    low = words.lows[stop + 1]
    per = TIME.get(low)
    if per and words.lows[stop + 2] in PAST:
        return name, stop
    if per:
        return f"{name} per {per}", stop + 2
    other = _unit(words, stop + 1, joined=True) if joint in ("per", "/") else None
    return (f"{name} per {other[0]}", other[1]) if other and other[0] != "percent" else (name, stop)
