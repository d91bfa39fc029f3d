"""The main text of an HTML page and what the page says about it.

What a browser does not show is removed before anything is read, so that a text planted for programs reaches neither
the article nor its title. Captions go too: they are no part of a claim. trafilatura then separates the article from
menus, notices and readers' comments. Nothing is fetched: links, images and scripts of the page stay closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extractor.errors import InputError

_UNSHOWN = r"""
    //*[not(self::html or self::body)][
        @hidden
        or re:test(@aria-hidden, '^\s*true\s*$', 'i')
        or re:test(@style, 'display\s*:\s*none|visibility\s*:\s*(hidden|collapse)', 'i')
        or re:test(@style, '(^|[;\s])font-size\s*:\s*0*(\.0+)?(px|pt|em|rem|%)?\s*(;|!|$)', 'i')
        or re:test(@style, '(^|[;\s])opacity\s*:\s*0*(\.0+)?\s*(;|!|$)', 'i')
        or re:test(@style, '(^|[;\s])color\s*:\s*(white|#fff(fff)?|transparent)\s*(;|!|$)', 'i')
            and not(ancestor-or-self::*[@bgcolor or re:test(@style, 'background', 'i')])
        or re:test(@class, '(^|\s)(sr-only|visually-?hidden|screen-reader-text)(\s|$)', 'i')]
    | //template | //noscript | //dialog[not(@open)]
"""
_CAPTIONS = r"//figcaption | //*[re:test(@class, '(^|[\s_-])caption([\s_-]text)?(\s|$)', 'i')][not(.//p[2])]"
_CODE = "//script | //style"
_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}


@dataclass(frozen=True)
class Page:
    """What an HTML page holds of an article.

    Attributes:
        text: The main text; its paragraphs stand apart by a blank line, and the title is not among them.
        title: The headline.
        published: The day of publication, as the page's metadata write it (not the day of the last update).
        byline: The authors, separated by commas.
        publisher: The name of the site.
        url: The page's own address.
    """

    text: str
    title: str | None
    published: str | None
    byline: str | None
    publisher: str | None
    url: str | None


def read_page(source: str, *, name: str) -> Page:
    """Read the source of an HTML page.

    Args:
        source: The decoded page.
        name: What to call it in messages.

    Raises:
        InputError: The page holds no main text, or is no HTML.
    """
    try:
        page = _extracted(source)
    except Exception as error:  # a foreign parser on a stranger's page can fail in any way
        raise InputError(
            f"{name} cannot be read as HTML ({type(error).__name__}); save the article's text as a .txt file."
        ) from error
    if not page.text:
        raise InputError(f"{name} holds no main text; save the article's text as a .txt file.")
    return page


def _extracted(source: str) -> Page:
    import trafilatura
    from trafilatura.metadata import extract_metadata

    tree = _tree(source)
    _remove(tree, _UNSHOWN)
    # Not extensive: without a stated date htmldate guesses, from a copyright line for instance.
    about = extract_metadata(tree, extensive=False)
    _remove(tree, f"{_CAPTIONS} | {_CODE}")
    headings = [about.title or "", *(heading.text_content() for heading in tree.iter("h1"))]
    text = trafilatura.extract(tree, output_format="txt", include_comments=False) or ""
    return Page(
        text="\n\n".join(_paragraphs(text, headings)),
        title=about.title or None,
        published=about.date or None,
        byline=about.author.replace("; ", ", ") if about.author else None,
        publisher=about.sitename or None,
        url=about.url or None,
    )


def _tree(source: str) -> Any:
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    return document_fromstring(source.encode(), parser=parser)


def _remove(tree: Any, xpath: str) -> None:
    for element in tree.xpath(xpath, namespaces=_NAMESPACES):
        if element.getparent() is not None:
            element.drop_tree()


def _paragraphs(text: str, headings: list[str]) -> list[str]:
    """Cut the extracted text into paragraphs, without the headline that trafilatura puts first."""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    if paragraphs and _key(paragraphs[0]) in {_key(heading) for heading in headings}:
        return paragraphs[1:]
    return paragraphs


def _key(heading: str) -> str:
    return " ".join(heading.split()).casefold()
