"""A line of a CSV table, whose cells no spreadsheet runs."""

import csv
import io
from collections.abc import Iterable

# What spreadsheets take for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_line(values: Iterable[str]) -> str:
    """One line (RFC 4180); what would be a formula gets an apostrophe in front."""
    line = io.StringIO()
    csv.writer(line).writerow([f"'{value}" if value.startswith(_FORMULA) else value for value in values])
    return line.getvalue()
