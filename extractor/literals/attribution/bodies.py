"""Closed lists of those who speak and are no person: news agencies, and places that stand for their governments."""

from __future__ import annotations

from extractor.literals.language.words import listed

AGENCIES = listed(
    "reuters ap afp upi bloomberg cnn bbc abc nbc cbs npr msnbc fox politico axios tass interfax ria xinhua kyodo dpa "
    "ansa efe pti ani unian ukrinform al-jazeera newsweek forbes breitbart buzzfeed vox slate facebook twitter google "
    "microsoft amazon apple nato unicef unesco interpol europol nasa"
)
"""News agencies, broadcasters and bodies that go by one word."""

PLACES = listed(
    "washington moscow beijing london paris berlin brussels kyiv kiev ankara tehran riyadh jerusalem baghdad damascus "
    "cairo delhi islamabad kabul tokyo seoul pyongyang hanoi jakarta canberra ottawa brasilia warsaw prague budapest "
    "vienna rome madrid lisbon athens stockholm oslo helsinki copenhagen dublin minsk tbilisi yerevan baku kremlin "
    "pentagon vatican russia china ukraine germany france britain spain italy poland turkey iran iraq israel syria "
    "egypt india pakistan afghanistan japan vietnam indonesia australia canada mexico brazil argentina hungary austria "
    "sweden norway finland denmark ireland belarus armenia azerbaijan nigeria kenya ethiopia sudan libya tunisia "
    "morocco algeria venezuela cuba colombia chile peru greece netherlands belgium switzerland portugal romania "
    "bulgaria serbia croatia qatar taiwan"
) | {
    "white house",
    "downing street",
    "wall street",
    "new delhi",
    "mexico city",
    "buenos aires",
    "south korea",
    "north korea",
    "saudi arabia",
    "united states",
    "united kingdom",
    "european union",
    "united nations",
    "south africa",
}
"""Capitals, countries and seats of government that speak in the news."""


def is_body(name: str) -> bool:
    """Whether a name is that of an agency or of a place that stands for its government."""
    lowered = name.lower().removeprefix("the ")
    return lowered in AGENCIES or lowered in PLACES
