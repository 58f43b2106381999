"""JSON over HTTP: documents, search, authority data, authentication."""
