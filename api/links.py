"""Addresses within the site, each made in one place."""

from urllib.parse import urlencode

from search.query import SearchQuery


def document_url(document_id: str) -> str:
    """The page of a document."""
    return f"/documents/{document_id}"


def page_url(document_id: str, number: int, file_id: str, query: str = "") -> str:
    """One page of a document's text, with the hits of `query` marked."""
    parameters = {"file": file_id} | ({"q": query} if query else {})
    return f"{document_url(document_id)}/pages/{number}?{urlencode(parameters)}"


def original_url(document_id: str, file_id: str) -> str:
    """The original bytes of a file."""
    return f"/api/documents/{document_id}/original?{urlencode({'file': file_id})}"


def process_url(slug: str) -> str:
    """The page of a process."""
    return f"/iscms/{slug}"


def api_search_url(query: SearchQuery) -> str:
    """A search as JSON."""
    return "/api/search?" + query.to_query_string()
