"""Known meetings, printed as first pages in six layouts, are given to their process, year, place and type again."""

from collections import Counter

import pytest

from repository.authority_files import load_authority
from tests.scoring.printed import LAYOUTS, readings

# Of every layout, how many pages may be wrong: names too short to tell a process by, and titles that tell no type.
MOST_WRONG = {"process": 7, "year": 0, "type": 8, "country": 1}


@pytest.fixture(scope="module")
def wrong() -> dict[str, Counter]:
    found = {layout: Counter() for layout in LAYOUTS}
    for layout, meeting, reading in readings(load_authority()):
        issuing = {tag.code for tag in reading.tags if tag.scheme == "iscm" and tag.assigned}
        found[layout]["pages"] += 1
        found[layout]["process"] += issuing != set(meeting.iscms)
        found[layout]["claimed"] += bool(issuing - set(meeting.iscms))
        found[layout]["year"] += (reading.dates.start[:4] if reading.dates else None) != meeting.date_from[:4]
        found[layout]["type"] += (reading.type.value if reading.type else None) != meeting.outcome.type
        found[layout]["country"] += bool(meeting.country) and getattr(reading.place, "country", None) != meeting.country
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_known_meeting_is_known_again(wrong, layout):
    assert wrong[layout]["pages"] >= 70
    assert wrong[layout]["claimed"] == 0
    for what, most in MOST_WRONG.items():
        assert wrong[layout][what] <= most, what
