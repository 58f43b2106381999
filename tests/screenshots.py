"""Takes the pictures of the README: `make screenshots` runs it on the samples, with Debian's Chromium."""

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
PICTURES = {
    "search": ("/search?q=%22return+and+readmission%22", 1280, "light"),
    "search-phone-dark": ("/search?q=%22return+and+readmission%22", 390, "dark"),
    "process": ("/iscms/rabat", 1280, "light"),
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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (path, width, scheme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.goto(address + path)
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
