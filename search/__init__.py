"""How documents are found: our own query language on a Whoosh index, with facets, passages and suggestions."""
