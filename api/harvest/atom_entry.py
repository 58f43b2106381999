"""One entry of a feed: a document with the passages that answer the search, or that caused the tag it is found by."""

from collections.abc import Iterator
from html import escape

from lxml import etree

from api.harvest import markup
from api.links import passage_url
from repository.models import Document
from search.hit import Hit, Passage
from search.query import SearchQuery

_PASSAGES_OF_A_TAG = 2


def add_entry(feed: etree._Element, hit: Hit, document: Document, query: SearchQuery, site: str) -> None:
    """The entry as the feed's last child."""
    entry = markup.child(feed, "entry")
    markup.child(entry, "id", site + hit.url.partition("?")[0])
    markup.child(entry, "title", hit.title or "Untitled document")
    markup.child(entry, "updated", markup.seconds(document.updated_at))
    markup.child(entry, "published", markup.seconds(document.created_at))
    for iscm in hit.iscms:
        author = markup.child(entry, "author")
        markup.child(author, "name", iscm.label)
    markup.child(entry, "link", attributes={"rel": "alternate", "href": site + hit.url, "type": "text/html"})
    for scheme, labelled in [("iscm", item) for item in hit.iscms] + [("element", item) for item in hit.elements]:
        markup.child(entry, "category", attributes={"term": f"{scheme}:{labelled.value}", "label": labelled.label})
    quotes = [_quote(item, site) for item in hit.passages] or list(_evidence(document, query, site))
    markup.child(entry, "content", _facts(hit) + "".join(quotes), {"type": "html"})


def _facts(hit: Hit) -> str:
    sample = "<p>Illustrative sample, not an official text</p>" if hit.is_sample else ""
    dates = " to ".join(dict.fromkeys(day for day in (hit.date_from, hit.date_to) if day))
    line = ", ".join(part for part in (hit.type.label if hit.type else "", hit.place, dates) if part)
    return sample + (f"<p>{escape(line)}</p>" if line else "")


def _quote(passage: Passage, site: str) -> str:
    link = f'<a href="{escape(site + passage.url)}">p. {passage.page}</a>'
    language = f'lang="{escape(passage.language)}" dir="{passage.direction}"'
    return f"<blockquote {language}><p>{link} {passage.html}</p></blockquote>"


def _evidence(document: Document, query: SearchQuery, site: str) -> Iterator[str]:
    """Where no words were asked for: the passages behind the tags that were."""
    files = {file.id: file for file in document.files}
    for tag in document.tags:
        if (tag.scheme, tag.code) in query.filters:
            for item in [item for item in tag.evidence if item.end][:_PASSAGES_OF_A_TAG]:
                file = files[item.file_id]
                url = site + passage_url(document.public_id, item.page, file.public_id, item.start, item.end)
                language = f'lang="{escape(file.language or "und")}" dir="auto"'
                link = f'<a href="{escape(url)}">p. {item.page}</a>'
                yield f"<blockquote {language}><p>{link} {escape(item.text)}</p></blockquote>"
