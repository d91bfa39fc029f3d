"""Currencies: how money is written, and its ISO 4217 code.

A sign or a word that several countries share stands for the one that news means without a country beside it ("$" is
USD, "¥" is JPY, "pounds" are GBP). Codes of currencies that the euro replaced are those of ISO 4217's historic list.
"""

from __future__ import annotations

import re

from extractor.literals.language.words import Words

SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY",
    "₴": "UAH", "₪": "ILS", "₦": "NGN", "₫": "VND", "฿": "THB", "₱": "PHP", "₡": "CRC", "₾": "GEL", "₭": "LAK",
    "₮": "MNT", "₸": "KZT", "₼": "AZN", "₲": "PYG", "₵": "GHS", "₨": "INR", "₿": "bitcoin", "元": "CNY",
    "rs": "INR", "rmb": "CNY",
}  # fmt: skip
_BEHIND = frozenset(SIGNS) - {"rs", "rmb"}
_DOLLARS = {
    "us": "USD", "u.s": "USD", "a": "AUD", "au": "AUD", "aus": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD",
    "cdn": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD", "nt": "TWD", "r": "BRL", "mex": "MXN", "j": "JMD", "z": "ZWL",
}  # fmt: skip
_LOWER_DOLLARS = frozenset(["us", "au", "aus", "can", "cdn", "nz", "hk", "nt", "mex"])
_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL"
)
_WORDLIKE = frozenset(["ALL", "TOP"])
CODES = frozenset(_CODES.split()) - _WORDLIKE
_LOWER_CODES = {code.lower(): code for code in ("USD", "EUR", "GBP", "JPY", "CNY", "INR", "CHF", "CAD", "AUD")}
_SCALED = re.compile(r"[MK]([A-Z]{3})")  # "30 MUSD"
_PLAIN = (
    "dollar USD, buck USD, euro EUR, sterling GBP, quid GBP, yen JPY, yuan CNY, renminbi CNY, kuai CNY, rupee INR, "
    "ruble RUB, rouble RUB, lira TRY, hryvnia UAH, hryvnya UAH, shekel ILS, naira NGN, franc CHF, rand ZAR, zloty PLN, "
    "forint HUF, riyal SAR, dirham AED, baht THB, reai BRL, real BRL, won KRW, ringgit MYR, rupiah IDR, taka BDT, "
    "tenge KZT, cedi GHS, birr ETB, kwacha ZMW, kyat MMK, lari GEL, bolivar VES, lev BGN, leva BGN, lei RON, leu RON, "
    "koruna CZK, dong VND, afghani AFN, kip LAK, metical MZN, kwanza AOA, dalasi GMD, manat AZN, somoni TJS, tugrik "
    "MNT, togrog MNT, guarani PYG, quetzal GTQ, lempira HNL, gourde HTG, balboa PAB, cordoba NIO, boliviano BOB, krona "
    "SEK, kronor SEK, peseta ESP, guilder NLG, markka FIM, drachma GRD, deutschmark DEM, escudo PTE"
)
_NATIONAL = (
    "dollar: us USD, american USD, canadian CAD, australian AUD, zealand NZD, singapore SGD, singaporean SGD, kong "
    "HKD, taiwan TWD, taiwanese TWD, jamaican JMD, barbadian BBD, bahamian BSD, bermudian BMD, belize BZD, brunei BND, "
    "fijian FJD, fiji FJD, guyanese GYD, liberian LRD, namibian NAD, trinidad TTD, zimbabwean ZWL, zimbabwe ZWL, "
    "caribbean XCD; pound: british GBP, egyptian EGP, lebanese LBP, syrian SYP, sudanese SDG, falkland FKP, gibraltar "
    "GIP, sterling GBP; franc: swiss CHF, cfa XOF, congolese CDF, rwandan RWF, burundian BIF, guinean GNF, french FRF, "
    "belgian BEF; rupee: indian INR, pakistani PKR, pakistan PKR, nepalese NPR, nepali NPR, lankan LKR, mauritian MUR, "
    "seychelles SCR; peso: mexican MXN, argentine ARS, argentinian ARS, chilean CLP, colombian COP, philippine PHP, "
    "cuban CUP, dominican DOP, uruguayan UYU; crown: danish DKK, swedish SEK, norwegian NOK, czech CZK, icelandic ISK; "
    "krona: swedish SEK, icelandic ISK; krone: danish DKK, norwegian NOK; kroner: danish DKK, norwegian NOK; kronor: "
    "swedish SEK; kronur: icelandic ISK; won: korean KRW; lira: turkish TRY, italian ITL; rouble: russian RUB, "
    "belarusian BYN; ruble: russian RUB, belarusian BYN; yuan: chinese CNY; yen: japanese JPY; real: brazilian BRL; "
    "reai: brazilian BRL; riyal: saudi SAR, qatari QAR, yemeni YER, omani OMR; rial: iranian IRR, omani OMR, yemeni "
    "YER; dinar: kuwaiti KWD, iraqi IQD, jordanian JOD, bahraini BHD, algerian DZD, tunisian TND, libyan LYD, serbian "
    "RSD; dirham: uae AED, emirati AED, moroccan MAD; shilling: kenyan KES, ugandan UGX, tanzanian TZS, somali SOS; "
    "mark: german DEM; guilder: dutch NLG; markka: finnish FIM; peseta: spanish ESP; shekel: israeli ILS; hryvnia: "
    "ukrainian UAH; rand: african ZAR; zloty: polish PLN; forint: hungarian HUF; naira: nigerian NGN; baht: thai THB; "
    "ringgit: malaysian MYR; rupiah: indonesian IDR; dong: vietnamese VND; taka: bangladeshi BDT; leu: romanian RON, "
    "moldovan MDL; lev: bulgarian BGN"
)
_ADJECTIVES = frozenset({"new", "hong", "south", "sri", "u", "east", "eastern"})


def _pairs(listing: str) -> dict[str, str]:
    return dict(entry.rsplit(" ", 1) for entry in listing.split(", "))


def _national(listing: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in listing.split("; "):
        noun, countries = line.split(": ")
        found |= {(country, noun): code for country, code in _pairs(countries).items()}
    return found


_CURRENCY = _pairs(_PLAIN) | {"pounds": "GBP", "cents": "cent"}
_BY_COUNTRY = _national(_NATIONAL)
_COUNTRIES = frozenset(country for country, _ in _BY_COUNTRY)
_SURE_WHEN_LARGE = frozenset({"won", "real", "rand", "kip", "lev", "dong", "taka"})  # also words or names
SUBUNITS = {**{(code, "cent"): 100 for code in ("USD", "EUR", "AUD", "CAD", "NZD")}, ("GBP", "pence"): 100}
"""How many of the smaller unit make one of the greater: "3 dollars 50 cents"."""
LEADS = (
    frozenset(SIGNS)
    | {"."}
    | frozenset(_DOLLARS)
    | {prefix + code.lower() for code in CODES for prefix in ("", "m", "k")}
)
"""Tokens, in lower case, that a currency before its amount may be made of."""


CURRENCY_STARTS = (
    _COUNTRIES | _ADJECTIVES | _BEHIND | LEADS | frozenset(_CURRENCY) | {f"{name}s" for name in _CURRENCY}
) - {"."}
"""Tokens, in lower case, that a currency behind its amount may start with."""


def currency_before(words: Words, i: int) -> tuple[str, int] | None:
    """Read a currency that ends before token ``i``, where its amount starts ("$", "US$", "$US", "Rs.", "EUR").

    Returns:
        The ISO 4217 code and its first token, or None.
    """
    low = words.lows[i - 1]
    if low in SIGNS:
        return _with_country(words, i - 1)
    if low == "." and words.low(i - 2) in ("rs", "re") and words.glued(i - 1):
        return "INR", i - 2
    text = words.text(i - 1)
    if text in CODES or low in _LOWER_CODES:
        return (_LOWER_CODES.get(low) or text), i - 1
    country = _DOLLARS.get(low)
    if country and words.low(i - 2) == "$" and words.glued(i - 1) and words.glued(i):
        return country, i - 2  # "$US5"
    scaled = _SCALED.fullmatch(text) if len(text) == 4 else None
    return (scaled[1], i - 1) if scaled and scaled[1] in CODES else None


def _with_country(words: Words, i: int) -> tuple[str, int]:
    """The sign at token ``i`` with the country before it: "US$", "c $", "U.S.$", "AUD$"."""
    low, before = words.lows[i], words.low(i - 1)
    if low != "$":
        return SIGNS[low], i
    if words.text(i - 1) in CODES or (before.upper() in CODES and words.glued(i)):
        return before.upper(), i - 1
    written = words.text(i - 1).isupper() or before == "mex" or before in _LOWER_DOLLARS or before == "c"
    loose = words.text(i - 1) == "c" and not words.glued(i + 1)  # "c $ 5", where every word stands apart
    joined = len(before) > 1 or words.glued(i) or loose  # "A$5", but "A $5 loan"
    if before in _DOLLARS and written and joined and not _inside(words, i - 1):
        return _DOLLARS[before], i - 1
    at = i - 2 if before == "." else i - 1
    if words.run(at - 2, "u", ".", "s"):
        return "USD", at - 2
    return SIGNS["$"], i


def _inside(words: Words, i: int) -> bool:
    return words.glued(i) and words.text(i - 1)[-1:].isalnum()


def scale_of(words: Words, i: int) -> int:
    """What the currency at token ``i`` multiplies its amount by: the M of "MUSD" is a million."""
    text = words.text(i)
    return (10**6 if text[0] == "M" else 1000) if _SCALED.fullmatch(text) and text[1:] in CODES else 1


def currency_after(words: Words, i: int, large: bool) -> tuple[str, int] | None:
    """Read a currency word or code that starts at token ``i``, behind its amount ("dollars", "Canadian dollars", "€").

    Args:
        words: The sentence.
        i: The token behind the number.
        large: Whether the amount is one that "won" or "real" can follow: beside a small one it is another word.
    """
    low = words.lows[i]
    if low in _COUNTRIES or low in _ADJECTIVES:
        return _of_country(words, i)
    name = low if low in _CURRENCY else low.removesuffix("s")
    if name in _CURRENCY and (large or name not in _SURE_WHEN_LARGE):
        return _CURRENCY[name], i + 1
    text = words.text(i)
    if low in _BEHIND:
        return None if low in "$£¥" and words.digits(i + 1) else (SIGNS[low], i + 1)
    if low in _LOWER_CODES or text in CODES:
        return _LOWER_CODES.get(low, text), i + 1
    return (text[1:], i + 1) if len(text) == 4 and text[1:] in CODES and text[0] in "MK" else None


def _of_country(words: Words, i: int) -> tuple[str, int] | None:
    at = i
    if words.run(i, "u", ".", "s"):
        at = i + 2
    elif words.lows[i] in _ADJECTIVES:
        at = i + 1
    country = "us" if at == i + 2 else words.lows[at]
    behind = at + 2 if words.lows[at + 1] == "." else at + 1
    noun = words.lows[behind]
    code = _BY_COUNTRY.get((country, noun)) or _BY_COUNTRY.get((country, noun.removesuffix("s")))
    return (code, behind + 1) if code else None
