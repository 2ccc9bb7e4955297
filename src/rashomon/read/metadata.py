"""What a page says about itself: JSON-LD, <meta>, canonical link, <time>, and its visible byline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from htmldate import find_date
from lxml.etree import _Element

from rashomon.read.dates import iso
from rashomon.read.page import SPACE, blocks, key
from rashomon.text.credits import credits

ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Reportage|LiveBlogPosting|PressRelease)$")
"""schema.org types whose names end so are articles."""

SHORT = 100
"""Characters: a longer line is no byline or credit."""

ADDRESS = re.compile(r"https?://\S+")
SIGNED = re.compile(r"(?:^|[-_\s])(?:by-?line|authors?|signature|posted-?by|firma|auteurs?)(?=$|[-_\s])")
SOURCED = re.compile(r"(?:^|[-_\s])(?:credits?|sources?|agency|agence|agencia|fuentes?)(?=$|[-_\s])")

BAR = re.compile(r"\s+[|»•·–—-]\s+")
SITE = 60
"""Characters: what stands beside a headline in <title> is longer where it is no name of a site."""

CALLED = ("class", "id", "rel", "itemprop", "data-component", "data-testid")
"""Attributes that say what an element is."""

LEAD = re.compile(r"^(?:posted |written |publié |por |de )?(?:by|par|por)\s+", re.IGNORECASE)
DATE = re.compile(
    r"\s*(?:[·|•–—-]\s*)?(?:(?:published|posted|updated|publié|actualizado|on)\b.*|\d{1,2}[ ./].*\d{4}.*)$",
    re.IGNORECASE,
)

TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title", "headline")
OUTLETS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher")
AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "citation_author", "byl",
           "sailthru.author")  # fmt: skip
DATES = ("article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date",
         "dcterms.date", "date", "pubdate", "publishdate", "publish-date", "publication_date", "parsely-pub-date",
         "citation_publication_date", "citation_date", "sailthru.date", "og:published_time", "article:published",
         "cxenseparse:recs:publishtime", "article.published", "dc.date.created", "created")  # fmt: skip
LANGUAGES = ("content-language", "og:locale", "dc.language", "dcterms.language", "language")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's metadata: '' where it gives none."""

    url: str = ""
    outlet: str = ""
    title: str = ""
    byline: str = ""
    published: str = ""
    credit: str = ""
    lang: str = ""
    body: str = ""
    """The article as JSON-LD has it, its paragraphs parted by an empty line."""
    based_on: tuple[str, ...] = ()
    live: bool = False
    """True for a page that goes on being written, in parts."""


def page(root: _Element) -> Page:
    """The metadata of a page, from the surest place that has it."""
    nodes = list(_nodes(root))
    known = {str(node["@id"]): node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1}
    story = next((node for node in nodes if any(ARTICLE.search(kind) for kind in _types(node))), {})
    meta = _meta(root)
    heading, site = _titled(root)
    outlet = _names(story.get("publisher"), known) or _first(meta, OUTLETS) or _site(nodes) or site
    title = _text(story.get("headline")) or _first(meta, TITLES) or heading
    return Page(
        url=_canonical(root, story, meta),
        outlet=outlet,
        title=title,
        byline=_byline(root, _names(story.get("author"), known) or LEAD.sub("", _first(meta, AUTHORS)), outlet),
        published=_published(root, story, meta),
        credit=_credit(story, known, outlet) or _sourced(root),
        lang=(root.get("lang") or root.get("xml:lang") or _text(story.get("inLanguage")) or _first(meta, LANGUAGES)),
        body=_body(story),
        live="LiveBlogPosting" in _types(story),
        based_on=tuple(_addresses(story.get("isBasedOn"))) + tuple(_addresses(story.get("isBasedOnUrl"))),
    )


# --- JSON-LD


def _nodes(root: _Element) -> Iterator[Mapping[str, Any]]:
    """Every object of a page's JSON-LD, in order; what is no JSON is passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        waiting: list[Any] = [data]
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting = [*item, *waiting]
            elif isinstance(item, dict):
                yield item
                inner = [item[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in item]
                waiting = [*(i for i in inner if isinstance(i, dict | list)), *waiting]


def _types(node: Mapping[str, Any]) -> list[str]:
    found = node.get("@type")
    return [str(kind) for kind in (found if isinstance(found, list) else [found]) if kind]


def _text(value: object) -> str:
    """A string as one line; '' for what is none."""
    if isinstance(value, list) and value:
        return _text(value[0])
    return SPACE.sub(" ", value).strip() if isinstance(value, str) else ""


def _names(value: object, known: Mapping[str, Mapping[str, Any]]) -> str:
    """The names of persons or bodies, joined by commas; an '@id' is looked up among the page's objects."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            name = _text(item.get("name")) or _text(known.get(str(item.get("@id")), {}).get("name"))
        else:
            name = _text(item)
        if name and not ADDRESS.match(name) and name not in found:
            found.append(name)
    return ", ".join(found)


def _site(nodes: Iterable[Mapping[str, Any]]) -> str:
    kinds = ("WebSite", "NewsMediaOrganization")
    return next((_text(n.get("name")) for n in nodes if any(kind in kinds for kind in _types(n))), "")


def _credit(story: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], outlet: str) -> str:
    """Whom the page says the story is from, where that is another than its outlet."""
    based = story.get("isBasedOn")
    inner = [b.get("publisher") or b.get("author") for b in _listed(based) if isinstance(b, dict)]
    given = [story.get("sourceOrganization"), story.get("provider"), story.get("creditText"), *inner]
    names = [_names(value, known) for value in given]
    return "; ".join(dict.fromkeys(name for name in names if name and name.casefold() != outlet.casefold()))


def _addresses(value: object) -> Iterator[str]:
    for item in _listed(value):
        address = _text(item.get("url") or item.get("@id")) if isinstance(item, dict) else _text(item)
        if ADDRESS.fullmatch(address):
            yield address


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _body(story: Mapping[str, Any]) -> str:
    value = story.get("articleBody")
    if not isinstance(value, str) or "<" in value:
        return ""
    lines = (SPACE.sub(" ", line).strip() for line in re.split(r"[\r\n]+", value.replace("\x00", "")))
    return "\n\n".join(line for line in lines if line)


# --- the page's elements


def _meta(root: _Element) -> dict[str, str]:
    """The page's <meta> values by name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        value = _text(element.get("content"))
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and value and name not in found:
                found[name] = value
    return found


def _first(meta: Mapping[str, str], names: Iterable[str]) -> str:
    return next((meta[name] for name in names if name in meta and not ADDRESS.match(meta[name])), "")


def _titled(root: _Element) -> tuple[str, str]:
    """The headline, and the site's name beside it in <title>; '' where the page does not print the headline."""
    title = next((_text(e.text or "") for e in root.iter("title")), "")
    headings = [(e.tag, text) for e in root.iter("h1", "h2", "h3") if (text := _text("".join(e.itertext())))]
    lines = [text for _, text in headings] or [block.text.split("\n")[0] for block in blocks(root)]
    printed = {key(line) for line in lines}
    for bar in reversed(list(BAR.finditer(title))):
        ends = title[: bar.start()], title[bar.end() :]
        for head, site in (ends, ends[::-1]):
            longer = len(head.split()) > len(site.split())
            if longer and len(site) <= SITE and key(head) in printed:
                return head, BAR.split(site)[-1 if site is ends[1] else 0]
    first = next((text for tag, text in headings if tag == "h1"), "")
    return first or re.split(r"\s+[|»]\s+|\s+[-–—]\s+(?=[^-–—]{2,40}$)", title)[0], ""


def _canonical(root: _Element, story: Mapping[str, Any], meta: Mapping[str, str]) -> str:
    links = (e.get("href") or "" for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split())
    main = story.get("mainEntityOfPage")
    named = _text(main.get("@id")) if isinstance(main, dict) else _text(main)
    given = (*links, meta.get("og:url", ""), _text(story.get("url")), named)
    return next((g.strip() for g in given if ADDRESS.fullmatch(g.strip())), "")


def _byline(root: _Element, given: str, outlet: str) -> str:
    """Who wrote: as the metadata has it, as the page shows it where that names no one but the outlet."""
    return given if given and given.casefold() != outlet.casefold() else _signed(root) or given


def _signed(root: _Element) -> str:
    """The visible byline, without its 'By' and its date; a line with nothing but figures left is none."""
    for text in _called(root, SIGNED):
        signed = LEAD.sub("", DATE.sub("", text.split("\n")[0])).strip(" ,.|·•-–—")
        if 2 <= len(signed) <= SHORT and not signed[0].isdigit():
            return signed
    return ""


def _sourced(root: _Element) -> str:
    """Whom a visible line outside the text credits: 'Source: Northern Wire and agencies'."""
    lines = (text for text in _called(root, SOURCED) if len(text) <= SHORT)
    return "; ".join(dict.fromkeys(named.name for text in lines for named in credits(text)))


def _called(root: _Element, names: re.Pattern[str]) -> Iterator[str]:
    """The texts of the elements with such a name, as a browser shows them."""
    for element in root.iter("p", "div", "span", "address", "a"):
        given = " ".join(element.get(n) or "" for n in CALLED)
        if names.search(given.lower()) and (shown := blocks(element)):
            yield shown[0].text


def _published(root: _Element, story: Mapping[str, Any], meta: Mapping[str, str]) -> str:
    """When the page says it was published, in ISO 8601, zone as given; when it was changed where it says no more."""
    marked = [e.get("content") or e.get("datetime") or "" for e in root.xpath("//*[@itemprop='datePublished']")]
    times = [e.get("datetime") or "" for e in root.iter("time")]
    given = [_text(story.get("datePublished")), *(meta[name] for name in DATES if name in meta), *marked, *times[:1]]
    for value in (*given, _text(story.get("dateModified")), meta.get("article:modified_time", "")):
        if found := iso(value):
            return found
    return ""


def guessed(root: _Element) -> str:
    """The date that htmldate finds on a page; its upper bound is fixed, so that a page has one date on every day."""
    return find_date(root, original_date=True, extensive_search=False, max_date="2100-01-01") or ""
