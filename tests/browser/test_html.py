"""The Nu HTML checker on pages of every kind. It needs Java and `npm ci`; continuous integration has both."""

import json
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

JAR = Path(__file__).parents[2] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PER_KIND = 2
READY = shutil.which("java") and JAR.exists()


@pytest.mark.skipif(not READY, reason="The Nu HTML checker is not there: install Java, then npm ci")
@pytest.mark.usefixtures("origin")  # its content, not its address
def test_every_kind_of_page_is_valid_html(tmp_path):
    listed = re.findall(r"<loc>(.*?)</loc>", Client(SERVER_NAME="localhost").get("/sitemap.xml").content.decode())
    folders = defaultdict(list)
    for address in listed:
        folders[address.rstrip("/").rpartition("/")[0]].append(address)
    # Of pages of one kind the first, the last and some between; all of them are read by tests/test_whole_site.py.
    listed = [address for kind in folders.values() for address in [*kind[:: len(kind) // PER_KIND + 1], kind[-1]]]
    assert len(folders) > 20
    for number, address in enumerate(listed):
        (tmp_path / f"{number}.html").write_bytes(Client(SERVER_NAME="localhost").get(urlsplit(address).path).content)
    checked = subprocess.run(
        ["java", "-Xss4m", "-jar", JAR, "--format", "json", "--exit-zero-always", *sorted(tmp_path.glob("*.html"))],
        capture_output=True,
        text=True,
    )
    found = json.loads(checked.stderr)["messages"]
    faults = {
        (listed[int(Path(urlsplit(message["url"]).path).stem)], message["message"])
        for message in found
        if message["type"] == "error"
    }
    assert faults == set()
