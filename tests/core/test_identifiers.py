"""Identifiers of institutions and units: read as people copy them, refused when their check digits are wrong."""

import pytest

from portal.core import identifiers


@pytest.mark.parametrize(
    "text", ["03dbr7087", "https://ror.org/03dbr7087", "ror.org/03DBR7087", " http://www.ror.org/03dbr7087/ "]
)
def test_an_identifier_is_read_from_its_address(text):
    assert identifiers.ror(text) == "03dbr7087"
    assert identifiers.is_ror("03dbr7087") is True


@pytest.mark.parametrize("text", ["03dbr7088", "03dbr708", "https://r", "03dbl7087", "", "13dbr7087"])
def test_a_wrong_identifier_is_told(text):
    assert identifiers.is_ror(text) is False


@pytest.mark.parametrize(
    ("text", "unit"), [("U 9999", "U9999"), ("u1111", "U1111"), ("UMR_S 1234", "UMR_S1234"), ("CIC1401", "CIC1401")]
)
def test_a_unit_without_spaces(text, unit):
    assert (identifiers.unit(text), identifiers.is_unit(unit)) == (unit, True)


@pytest.mark.parametrize("text", ["U", "1111", "U12345", "the unit", "U11A"])
def test_what_is_no_unit(text):
    assert identifiers.is_unit(text) is False
