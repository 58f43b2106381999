"""Which numbered meetings are missing from the record."""

from typing import Any

from repository.authority_files import load_authority
from web.series import Gap, gaps

ANY = load_authority().meetings[0]


def met(level: str, *ordinals: str, iscms: tuple[str, ...] = ("rabat",)) -> list[Any]:
    return [
        ANY.model_copy(update={"level": level, "ordinal": ordinal, "iscms": iscms, "key": f"{level}-{ordinal}"})
        for ordinal in ordinals
    ]


def test_numbers_missing_before_the_latest_are_named_by_level() -> None:
    meetings = met("ministerial", "1st", "3rd", "7th") + met("senior_officials", "2nd")
    assert gaps(meetings, "rabat") == [Gap("ministerial", "2, 4–6"), Gap("senior_officials", "1")]


def test_roman_numbers_count_too() -> None:
    assert gaps(met("ministerial", "I", "II", "IV", "IX", "X", "XII"), "rabat") == [Gap("ministerial", "3, 5–8, 11")]


def test_what_has_no_number_or_several_counts_is_left_out() -> None:
    assert gaps(met("ministerial", "", "joint"), "rabat") == []
    assert gaps(met("technical", "4th"), "rabat") == []
    assert gaps(met("ministerial", "4th", iscms=("rabat", "khartoum")), "rabat") == []
    assert gaps(met("ministerial", "1st", "2nd"), "rabat") == []
