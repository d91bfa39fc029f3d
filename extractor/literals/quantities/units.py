"""Units and currencies: how they are written, and the one name each has in a record.

Currencies are ISO 4217 codes; a sign that several countries share stands for the one news means without a word beside
it ("$" is USD, "¥" is JPY). Other units have their English singular name, SI units by the BIPM brochure.
"""

from __future__ import annotations

from extractor.literals.language.words import Words

SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH",
    "₪": "ILS", "₦": "NGN", "₫": "VND", "฿": "THB", "₱": "PHP", "rs": "INR", "rmb": "CNY",
}  # fmt: skip
_DOLLARS = {
    "us": "USD", "u.s": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD", "nz": "NZD",
    "hk": "HKD", "s": "SGD", "nt": "TWD", "r": "BRL",
}  # fmt: skip
_CODES = (
    "USD EUR GBP JPY CNY INR RUB KRW TRY UAH ILS NGN CHF CAD AUD NZD HKD SGD TWD BRL MXN ZAR SEK NOK DKK PLN CZK HUF "
    "RON SAR AED EGP IRR PKR BDT IDR MYR THB VND PHP ARS CLP KES"
)
CODES = frozenset(_CODES.split())
_CURRENCY = {
    "dollar": "USD", "dollars": "USD", "buck": "USD", "bucks": "USD", "euro": "EUR", "euros": "EUR", "pounds": "GBP",
    "sterling": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rupee": "INR", "rupees": "INR",
    "ruble": "RUB", "rubles": "RUB", "rouble": "RUB", "roubles": "RUB", "lira": "TRY", "liras": "TRY",
    "hryvnia": "UAH", "hryvnias": "UAH", "shekel": "ILS", "shekels": "ILS", "naira": "NGN", "franc": "CHF",
    "francs": "CHF", "rand": "ZAR", "zloty": "PLN", "zlotys": "PLN", "forint": "HUF", "forints": "HUF",
    "riyals": "SAR", "dirhams": "AED", "baht": "THB", "reais": "BRL", "won": "KRW", "ringgit": "MYR",
}  # fmt: skip
_NATIONAL = {
    ("american", "dollar"): "USD", ("canadian", "dollar"): "CAD", ("australian", "dollar"): "AUD",
    ("zealand", "dollar"): "NZD", ("singapore", "dollar"): "SGD", ("hong", "kong", "dollar"): "HKD",
    ("british", "pound"): "GBP", ("egyptian", "pound"): "EGP", ("swiss", "franc"): "CHF",
    ("indian", "rupee"): "INR", ("pakistani", "rupee"): "PKR", ("mexican", "peso"): "MXN",
    ("argentine", "peso"): "ARS", ("chilean", "peso"): "CLP", ("colombian", "peso"): "COP",
    ("danish", "crown"): "DKK", ("danish", "kroner"): "DKK", ("swedish", "crown"): "SEK",
    ("swedish", "kronor"): "SEK", ("norwegian", "crown"): "NOK", ("norwegian", "kroner"): "NOK",
    ("czech", "crown"): "CZK", ("korean", "won"): "KRW", ("turkish", "lira"): "TRY", ("russian", "rouble"): "RUB",
    ("russian", "ruble"): "RUB", ("chinese", "yuan"): "CNY", ("japanese", "yen"): "JPY",
    ("brazilian", "reais"): "BRL", ("saudi", "riyal"): "SAR",
}  # fmt: skip
_NAMES = (
    "kilometre metre centimetre millimetre mile yard foot inch acre hectare kilogram gram milligram tonne litre "
    "millilitre gallon barrel bushel ounce watt kilowatt megawatt gigawatt volt hertz gigabyte megabyte terabyte "
    "calorie decibel knot carat cent"
)
_SPELT = {
    "%": "percent", "percent": "percent", "pct": "percent", "percents": "percent", "‰": "per mille",
    "km": "kilometre", "kms": "kilometre", "kilometer": "kilometre", "kilometers": "kilometre", "cm": "centimetre",
    "centimeter": "centimetre", "centimeters": "centimetre", "mm": "millimetre", "meter": "metre", "meters": "metre",
    "feet": "foot", "ft": "foot", "inches": "inch", "kg": "kilogram", "kgs": "kilogram", "kilo": "kilogram",
    "kilos": "kilogram", "grams": "gram", "mg": "milligram", "ton": "ton", "tons": "ton", "liter": "litre",
    "liters": "litre", "ml": "millilitre", "ha": "hectare", "lb": "pound", "lbs": "pound", "oz": "ounce",
    "kw": "kilowatt", "mw": "megawatt", "gw": "gigawatt", "kwh": "kilowatt-hour", "mwh": "megawatt-hour",
    "gwh": "gigawatt-hour", "hz": "hertz", "gb": "gigabyte", "mb": "megabyte", "tb": "terabyte", "mph": "mile per hour",
    "kph": "kilometre per hour", "ppm": "part per million", "ppb": "part per billion", "km²": "square kilometre",
    "m²": "square metre", "m³": "cubic metre", "degree": "degree", "degrees": "degree", "°": "degree", "pence": "pence",
    "db": "decibel",
}  # fmt: skip
_UNITS = {**{f"{name}s": name for name in _NAMES.split()}, **{name: name for name in _NAMES.split()}, **_SPELT}
_PHRASES = {
    ("per", "cent"): "percent",
    ("percentage", "point"): "percentage point", ("percentage", "points"): "percentage point",
    ("basis", "point"): "basis point", ("basis", "points"): "basis point",
    ("metric", "ton"): "tonne", ("metric", "tons"): "tonne",
    ("km", "/", "h"): "kilometre per hour", ("kilometres", "per", "hour"): "kilometre per hour",
    ("kilometers", "per", "hour"): "kilometre per hour", ("miles", "per", "hour"): "mile per hour",
    ("km", "per", "hour"): "kilometre per hour", ("nautical", "miles"): "nautical mile",
    ("degrees", "celsius"): "degree Celsius", ("degrees", "fahrenheit"): "degree Fahrenheit",
    ("°", "c"): "degree Celsius", ("°", "f"): "degree Fahrenheit", ("percent", "points"): "percentage point",
    ("%", "points"): "percentage point", ("percent", "point"): "percentage point",
}  # fmt: skip
_CLOCK = "second minute hour day week month year decade"
_TIME = {f"{name}{s}": name for name in _CLOCK.split() for s in ("", "s")}


OPENERS = frozenset(SIGNS) | frozenset(_DOLLARS) | {code.lower() for code in CODES} | {"u"}
"""Words, in lower case, that a currency before its amount may start with."""


def currency_before(words: Words, i: int) -> tuple[str, int] | None:
    """Read a currency that stands before its amount ("$", "US$", "$US", "Rs.", "EUR").

    Returns:
        The ISO 4217 code and the token behind it, or None.
    """
    low = words.low(i)
    if low in SIGNS and (low not in ("rs", "rmb") or not words.glued(i)):
        return _with_country(words, i)
    if low in _DOLLARS and words.low(i + 1) == "$" and words[i].text.isupper() and not _inside(words, i):
        return _DOLLARS[low], i + 2
    if words[i].text in CODES:
        return words[i].text, i + 1
    if words.run(i, "u", ".", "s", ".", "$"):
        return "USD", i + 5
    return None


def _inside(words: Words, i: int) -> bool:
    return words.glued(i) and words[i - 1].text.isalnum()


def _with_country(words: Words, i: int) -> tuple[str, int]:
    country = words.low(i + 1)
    if words.low(i) == "$" and country in _DOLLARS and words.glued(i + 1) and words.digits(i + 2):
        return _DOLLARS[country], i + 2
    return SIGNS[words.low(i)], i + 2 if words.run(i, "rs", ".") else i + 1


def currency_after(words: Words, i: int, large: bool) -> tuple[str, int] | None:
    """Read a currency word or code behind its amount ("dollars", "Canadian dollars", "EUR", "€").

    Args:
        words: The sentence.
        i: The token behind the number.
        large: Whether the amount is one that "won" can follow: beside a small one it is a verb.
    """
    at = i + 1 if words.dash(i) else i
    if words.run(at, "u", ".", "s", ".") and words.low(at + 4) in ("dollar", "dollars"):
        return "USD", at + 5
    if words.low(at) == "us" and words.low(at + 1) in ("dollar", "dollars"):
        return "USD", at + 2
    if (national := _national(words, at)) is not None:
        return national
    low = words.low(at)
    if low in _CURRENCY and (low != "won" or large):
        return _CURRENCY[low], at + 1
    if words[at].text in CODES or (low in SIGNS and low in "€£₽₴₺"):
        return (SIGNS.get(low) or words[at].text), at + 1
    return None


def _national(words: Words, i: int) -> tuple[str, int] | None:
    skip = 1 if words.low(i) in ("south", "new") else 0
    for length in (3, 2):
        key = tuple(words.low(i + skip + k) for k in range(length))
        singular = (*key[:-1], key[-1].removesuffix("s"))
        for candidate in (key, singular):
            if candidate in _NATIONAL:
                return _NATIONAL[candidate], i + skip + length
    return None


def unit_after(words: Words, i: int, times: bool = False) -> tuple[str, int] | None:
    """Read a unit behind its number ("%", "per cent", "km", "square miles", "-mile").

    Args:
        words: The sentence.
        i: The token behind the number.
        times: Whether units of time count too; in a sentence they belong to the dates.

    Returns:
        The unit's name and the token behind it, or None.
    """
    at = i + 1 if words.dash(i) else i
    for length in (3, 2):
        phrase = _PHRASES.get(tuple(words.low(at + k) for k in range(length)))
        if phrase:
            return phrase, at + length
    power = words.low(at)
    if power in ("square", "cubic", "sq") and (name := _UNITS.get(words.low(at + 1))):
        return f"{'square' if power == 'sq' else power} {name}", at + 2
    if power == "p" and words.glued(i):
        return "pence", i + 1
    name = _UNITS.get(power) or (_TIME.get(power) if times else None)
    return (name, at + 1) if name else None
