"""Message catalogues, compiled when a site is made ready."""

from django.utils.translation import gettext, override

from portal.core.text.catalogues import compile_catalogues

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "A word that nothing else says"
msgstr "Un mot que rien d'autre ne dit"
"""


def test_what_is_compiled_is_said_at_once(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with override("fr"):
        assert gettext("A word that nothing else says") == "A word that nothing else says"
    (folder / "django.po").write_text(CATALOGUE)
    assert compile_catalogues(tmp_path) == [folder / "django.mo"]
    with override("fr"):
        assert gettext("A word that nothing else says") == "Un mot que rien d'autre ne dit"
    assert compile_catalogues(tmp_path) == []
