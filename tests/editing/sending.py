"""Sending a form of the admin as a browser does: as it was shown, with what the editor typed."""

import html5lib


def sent(page: str, form: str, **typed: str) -> dict[str, object]:
    """All fields of the form named `form` as they stand in the page, and what was typed over them."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found = next(element for element in tree.iter("form") if element.get("id") == form)
    values: dict[str, object] = {}
    for field in (each for each in found.iter() if each.tag in ("input", "textarea", "select")):
        name, kind = field.get("name"), field.get("type")
        if not name or kind in ("submit", "button") or "__prefix__" in name:
            continue
        if field.tag == "textarea":
            values[name] = (field.text or "").removeprefix("\n")
        elif field.tag == "select":
            chosen = [option.get("value", "") for option in field.iter("option") if option.get("selected") is not None]
            values[name] = chosen if field.get("multiple") is not None else (chosen or [""])[0]
        elif kind not in ("checkbox", "radio") or field.get("checked") is not None:
            values[name] = field.get("value", "on" if kind == "checkbox" else "")
    return {**values, **typed}
