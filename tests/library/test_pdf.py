"""What is taken as a PDF, by its content."""

import pytest
from django.core.exceptions import ValidationError

from portal.library import pdf
from tests.library import samples


def code_of(body):
    try:
        return pdf.check(samples.sent(body)) and ""
    except ValidationError as error:
        return error.code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (samples.pdf(), ""),
        (samples.pdf(b"/OpenAction [3 0 R /Fit]"), ""),
        (samples.packed(b"<< /Type /Page >>"), ""),
        (samples.pdf() + b"stream\n /JS /Encrypt \nendstream\n%%EOF", ""),
        (b"", "no_pdf"),
        (b"MZ\x90" + samples.pdf(), "no_pdf"),
        (samples.pdf(head=b"<html>"), "no_pdf"),
        (samples.pdf()[:-7], "no_pdf"),
        (samples.pdf(b"/Encrypt 9 0 R"), "locked"),
        (samples.pdf(b"/#45ncrypt 9 0 R"), "locked"),
        (samples.pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "runs"),
        (samples.pdf(b"/Names << /EmbeddedFiles 5 0 R >>"), "runs"),
        (samples.pdf(b"/AA << /O << /S /Launch >> >>"), "runs"),
        (samples.packed(b"<< /S /JavaScript /J#53 (x) >>"), "runs"),
    ],
)
def test_a_pdf_is_known_by_its_content(body, code):
    assert code_of(body) == code


def test_a_file_that_is_too_large_is_not_even_read():
    with pytest.raises(ValidationError) as error:
        pdf.check(samples.Large(20_000_001))
    assert error.value.code == "too_large"
