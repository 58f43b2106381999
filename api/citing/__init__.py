"""How a document is cited: one reference, written in the forms that libraries and reference managers read."""
