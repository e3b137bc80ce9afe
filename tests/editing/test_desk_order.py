"""Lists of the desk in the order of the reader's alphabet."""

from portal.editing.templatetags.editing import in_order


def test_an_accent_does_not_send_a_name_to_the_end():
    listed = [{"name": name} for name in ("Termes", "Événements", "Documents", "Pages")]
    assert [each["name"] for each in in_order(listed)] == ["Documents", "Événements", "Pages", "Termes"]
