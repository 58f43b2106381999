"""Meetings of other bodies, histories, deadlines, stamps and letters: nothing is claimed or guessed from them."""

from pathlib import Path

import pytest
import yaml

TRAPS = yaml.safe_load(Path(__file__).with_name("traps.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("trap", TRAPS, ids=[trap["trap"] for trap in TRAPS])
def test_a_trap_is_seen_through(reading_of, tags_of, trap):
    reading = reading_of(trap["text"])
    if "iscms" in trap:
        assert tags_of(reading, "iscm") == trap["iscms"]
    assert (int(reading.dates.start[:4]) if reading.dates else None) == trap["year"]
    if "type" in trap:
        assert (reading.type.value if reading.type else None) == trap["type"]
