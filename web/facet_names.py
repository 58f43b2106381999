"""What the facets are called in the pages."""

from repository.said import mark

FACET_NAMES = {
    "iscm": mark("Process"),
    "mention": mark("Also named in the text"),
    "year": mark("Year"),
    "type": mark("Document type"),
    "element": mark("GCM element"),
    "theme": mark("GCM theme"),
    "objective": mark("GCM objective"),
    "region": mark("Region"),
    "level": mark("Level"),
    "state": mark("State"),
    "meeting_level": mark("Meeting level"),
    "language": mark("Language"),
}
