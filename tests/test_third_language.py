"""A third language is a setting, a generated migration and content: no line of code, no template."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

# What an installer does, in one process since starting Django three times more is a third of the time; then a visit:
# pages in Spanish with next to no Spanish on them, and one that has no Spanish address yet.
ADD_AND_VISIT = """
import gc, importlib, json, sys
import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client

gc.set_threshold(200_000)  # migrations make models by the thousand: a quarter of the time was collecting them
django.setup()
call_command("makemigrations", verbosity=0)
importlib.invalidate_caches()
call_command("migrate", verbosity=0)
call_command("loadcontent", stdout=sys.stderr)

from instruments.models import Instrument

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
Instrument.objects.filter(code="irp").update(slug_es="proyecto", name_es="Proyecto de investigación")
Instrument.objects.filter(code="kip").update(slug_es="alianza", body_fr="<p>Un texte.</p>")
paths = ("/es/", "/es/instruments/", "/es/instruments/proyecto/", "/es/instruments/alianza/", "/es/instruments/joint-lab/")
answers = [Client().get(path, secure=True) for path in paths]
print(json.dumps([(answer.status_code, answer.content.decode()) for answer in answers]))
"""


@pytest.mark.skipif("EXPECT_POSTGRES" in os.environ, reason="always uses an SQLite of its own: one run is enough")
def test_spanish_comes_by_a_setting_and_a_migration(tmp_path):
    ignored = shutil.ignore_patterns(".venv", "var", ".git", "node_modules", "*.sqlite3*", "__pycache__", ".*_cache")
    project = shutil.copytree(Path(settings.BASE_DIR), tmp_path / "project", ignore=ignored)
    spanish = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PORTAL_LANGUAGES": "fr,en,es",
        "PORTAL_VAR": str(tmp_path / "var"),
        "PORTAL_HOSTS": "testserver",
    }
    done = subprocess.run(
        [sys.executable, "-c", ADD_AND_VISIT], cwd=project, env=spanish, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    written = "".join(path.read_text() for path in project.glob("*/migrations/0*.py"))
    assert "slug_es" in written

    answers = json.loads(done.stdout)
    assert [code for code, _ in answers] == [200, 200, 200, 200, 404]
    assert {re.search(r'<html lang="(\w+)"', page)[1] for _, page in answers} == {"es"}
    _, listed, named, texts, missing = (page for _, page in answers)

    # What Spanish lacks is shown in the first language that has it, and says which.
    assert '<a href="/es/instruments/proyecto/"><span lang="fr">PRI</span></a>' in listed
    assert "<h1>Proyecto de investigación" in named
    assert '<h1><span lang="fr">Partenariat international clé</span>' in texts
    assert re.search(r'<div class="prose" lang="fr">\s*<p>Un texte.</p>', texts)

    # The switch knows each language's own address; a page without a Spanish address says where it is.
    assert re.findall(r'href="(/\w+/instruments/[\w-]+/)" data-portal-language>', named) == [
        "/fr/instruments/projet-de-recherche-international/",
        "/en/instruments/international-research-project/",
    ]
    assert '<a lang="fr" hreflang="fr" href="/fr/instruments/joint-lab/">Joint Lab</a>' in missing
