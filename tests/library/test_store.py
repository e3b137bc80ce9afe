"""Where files lie, and how one leaves for good."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.core.management import CommandError, call_command

from portal import env
from portal.library import store
from tests.library.samples import make_image, picture

NAME = f"{'ab' * 20}.pdf"


@pytest.fixture
def kept(monkeypatch, tmp_path):
    storage = FileSystemStorage(location=tmp_path)
    monkeypatch.setattr(store, "files", lambda: storage)
    return storage


def test_a_file_is_written_once(kept):
    store.keep(NAME, b"a file")
    store.keep(NAME, b"a file")
    assert kept.listdir("") == ([], [NAME])
    with store.open_file(NAME) as found:
        assert found.read() == b"a file"


def test_half_a_file_is_written_anew(kept):
    kept.save(NAME, ContentFile(b"a f"))
    store.keep(NAME, b"a file")
    assert (kept.listdir("")[1], kept.size(NAME)) == ([NAME], 6)


@pytest.mark.parametrize("name", ["", "../x", "/etc/passwd", NAME + "\n", NAME.upper()])
def test_no_other_name_is_opened(kept, name):
    assert store.open_file(name) is None


def test_without_a_bucket_files_lie_in_a_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("PORTAL_MEDIA_BUCKET", raising=False)
    assert env.library(tmp_path)["OPTIONS"] == {"location": str(tmp_path)}


def test_a_bucket_is_a_setting(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_MEDIA_BUCKET", "files")
    monkeypatch.setenv("PORTAL_MEDIA_ENDPOINT", "https://s3.example.org")
    found = env.library(tmp_path)
    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    assert (found["OPTIONS"]["bucket_name"], found["OPTIONS"]["endpoint_url"]) == ("files", "https://s3.example.org")
    monkeypatch.setenv("PORTAL_MEDIA_ENDPOINT", "s3.example.org")
    with pytest.raises(ImproperlyConfigured):
        env.library(tmp_path)


@pytest.mark.django_db
def test_a_file_that_no_record_names_leaves_for_good(monkeypatch):
    storage = InMemoryStorage()
    monkeypatch.setattr(store, "files", lambda: storage)
    image = make_image(picture(600, 400), status="draft")
    with pytest.raises(CommandError):
        call_command("forgetfile", image.digest)
    image.delete()
    call_command("forgetfile", image.digest)
    assert storage.listdir("") == ([], [])
    with pytest.raises(CommandError):
        call_command("forgetfile", "../")
