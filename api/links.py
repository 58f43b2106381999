"""Addresses within the site, each made in one place; those of documents, versions, pages and passages are permanent."""

from urllib.parse import urlencode

from search.query import SearchQuery


def document_url(document_id: str) -> str:
    """The page of a document."""
    return f"/documents/{document_id}"


def version_url(document_id: str, file_id: str) -> str:
    """The page of a document, with one of its language versions shown."""
    return f"{document_url(document_id)}/files/{file_id}"


def page_url(document_id: str, number: int, file_id: str, query: str = "") -> str:
    """One page of a language version, with the hits of `query` marked."""
    return f"{version_url(document_id, file_id)}/pages/{number}" + (f"?{urlencode({'q': query})}" if query else "")


def passage_url(document_id: str, number: int, file_id: str, start: int, end: int) -> str:
    """A page with one passage of it lit: the characters from `start` up to `end`."""
    return f"{page_url(document_id, number, file_id)}/{start}-{end}"


def content_url(document_id: str, file_id: str) -> str:
    """The original bytes, below the address of the page that describes them, as Google Scholar wants it."""
    return f"{version_url(document_id, file_id)}/original"


def original_url(document_id: str, file_id: str) -> str:
    """The original bytes of a file, as the API names them."""
    return f"/api/documents/{document_id}/original?{urlencode({'file': file_id})}"


def metadata_url(document_id: str, form: str, file_id: str = "", page: int | None = None) -> str:
    """What is known of a document, a version or a page, in one of the forms for programs."""
    parameters = ({"file": file_id} if file_id else {}) | ({"page": str(page)} if page else {})
    return f"{document_url(document_id)}.{form}" + (f"?{urlencode(parameters)}" if parameters else "")


def process_url(slug: str) -> str:
    """The page of a process."""
    return f"/iscms/{slug}"


def api_search_url(query: SearchQuery) -> str:
    """A search as JSON."""
    return "/api/search?" + query.to_query_string()


def export_url(query: SearchQuery, form: str) -> str:
    """Everything that a search finds, in one of the forms of export."""
    parameters = query.with_page(1).to_query_string()
    return f"/api/export.{form}" + (f"?{parameters}" if parameters else "")
