"""Takes the pictures of the README: `make screenshots` runs it on the samples, with Debian's Chromium."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
PHRASE = "%22return+and+readmission%22"
# {page} is the page of the best passage on a PDF.
PICTURES = {
    "search": (f"/search?q={PHRASE}", 1280, "light"),
    "search-phone-dark": (f"/search?q={PHRASE}", 390, "dark"),
    "page": ("{page}", 1280, "light"),
    "process": ("/iscms/rabat", 1280, "light"),
    "overview": ("/overview", 1280, "light"),
    "trend": (f"/overview/trend?q={PHRASE}", 1280, "dark"),
}


def main() -> None:
    """Load the samples into a temporary repository, serve them, and photograph the pages."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ISCM_DATA_DIR": folder}
        command = [sys.executable, "-m", "web"]
        subprocess.run([*command, "ingest", "samples/documents", "--sample"], cwd=ROOT, env=environment, check=True)
        port = _unused_port()
        service = subprocess.Popen([*command, "serve", "--port", str(port)], cwd=ROOT, env=environment)
        try:
            _photograph(f"http://127.0.0.1:{port}")
        finally:
            service.terminate()
            service.wait(timeout=30)


def _photograph(address: str) -> None:
    _wait(address)
    target = ROOT / "web" / "screenshots"
    target.mkdir(exist_ok=True)
    found = f"{address}/api/search?q={PHRASE}&iscm=rabat&language=en"
    with urllib.request.urlopen(found, timeout=30) as answer:
        best = json.load(answer)["hits"][0]["passages"][0]["url"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (path, width, scheme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.goto(address + path.format(page=best), wait_until="networkidle")
            page.screenshot(path=target / f"{name}.png")
            page.close()
        browser.close()


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The service does not answer.")


def _unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
