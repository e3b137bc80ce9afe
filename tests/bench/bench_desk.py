"""How long the forms and lists of the desk take to open with ten thousand records of each kind. `make bench` runs it.

In a database of its own, in a temporary folder; the whole answer is measured, as an editor gets it.
"""

import copy
import statistics
import sys
import time

from tests.bench.alone import alone

RECORDS = 10_000
ROUNDS = 3
AIM = 1000.0  # milliseconds, each form
UNIQUE = ("code", "slug", "ror", "unit_number", "number", "url")


def measure() -> int:
    from django.contrib import admin
    from django.core.management import call_command

    from portal.core.content.specs import concepts
    from portal.editing.forms.base import DeskAdmin

    call_command("loadcontent", verbosity=0)
    models = [model for model, model_admin in admin.site._registry.items() if isinstance(model_admin, DeskAdmin)]
    content = {concept.model for concept in concepts()}
    many = [model for model in models if model in content and model._meta.model_name not in ("country", "call")]
    for model in many:
        fill(model)
    from tests.people import client_of, make_person

    desk, missed = client_of(make_person("superuser"), headers={"host": "localhost"}), []
    for model in models:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        record = model._base_manager.order_by("pk").first()
        form, listed = opened(desk, f"{base}{record.pk}/change/"), opened(desk, base)
        if form > AIM:
            missed.append(model._meta.label)
        number = model._base_manager.count()
        print(f"desk, {model._meta.label:<28} {number:>6} records: form {form:6.0f} ms, list {listed:6.0f} ms")
    print(f"desk, morning list: {opened(desk, '/admin/'):6.0f} ms")
    print(f"desk, aim: every form under {AIM:.0f} ms: {'MISSED by ' + ', '.join(missed) if missed else 'kept'}")
    return 1 if missed else 0


def fill(model: type) -> None:
    """Copies of the first record, told apart by what must be unique."""
    from django.conf import settings

    first, made = model._base_manager.order_by("pk").first(), []
    names = [
        field.name
        for field in model._meta.concrete_fields
        if field.name in UNIQUE
        or any(field.name == f"{name}_{code}" for name in UNIQUE for code, _ in settings.LANGUAGES)
    ]
    for number in range(RECORDS - model._base_manager.count()):
        record = copy.copy(first)
        record._state = copy.copy(first._state)
        record.pk, record._state.adding = None, True
        for name in names:
            if name == "code" or name.startswith("slug"):
                setattr(record, name, f"made-{number}")
            elif getattr(record, name):
                setattr(record, name, type(getattr(record, name))() if model._meta.get_field(name).blank else number)
        made.append(record)
    model._base_manager.bulk_create(made, batch_size=500)


def opened(desk, path: str) -> float:
    """Milliseconds of the whole page, the median of some."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        answer = desk.get(path)
        times.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(alone(measure))
