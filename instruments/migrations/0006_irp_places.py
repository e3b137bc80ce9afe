"""IRPs are signed in places: where a cooperation stood for each city, the instrument has a row, and what editors wrote stays.

A cooperation that only the loader wrote leaves with its file. One that an editor wrote in would have stayed public beside
the row of its city: it is archived, its text kept, its address answering.
"""

import hashlib
import json

from django.db import migrations

IRP, COOPERATION, INSTRUMENT = "irp", "instruments.cooperation", "instruments.instrument"
ARCHIVED, LOADED, SAVED = "archived", "loaded", "saved"
COMMENT = "Its places are rows of the instrument"


def move(apps, schema_editor):
    instrument = apps.get_model("instruments", "Instrument").objects.filter(code=IRP).first()
    if instrument is None:
        return
    is_of_loader, rows = is_loaders(apps, INSTRUMENT, instrument), []
    for cooperation in instrument.cooperations.order_by("order", "pk"):
        partners = cooperation.partners.filter(place__isnull=False, institution=None).order_by("order", "pk")
        made = [row for partner in partners if (row := place(apps, instrument, cooperation, partner))]
        # The content files do not know the place of a cooperation that an editor began: they must not take it away again.
        is_of_loader &= not made or is_in_files(apps, cooperation)
        rows += made
        archive(apps, cooperation)
    if rows:
        note_places(apps, instrument, rows, is_of_loader)


def place(apps, instrument, cooperation, partner):
    """The row made from where a cooperation is, as its document says it; None if the instrument has it already."""
    model = apps.get_model("instruments", "InstrumentPlace")
    row, is_new = model.objects.get_or_create(
        instrument=instrument,
        place=partner.place,
        defaults={"order": model.objects.filter(instrument=instrument).count() + 1, "as_of": cooperation.as_of},
    )
    if not is_new:
        return None
    sources = list(partner.sources.all()) or list(cooperation.sources.all())
    row.sources.set(sources)
    said = {"id": row.pk, "place": partner.place.code, "as_of": str(cooperation.as_of or "")}
    return {name: value for name, value in {**said, "sources": sorted(s.code for s in sources)}.items() if value}


def archive(apps, cooperation):
    """Archives a cooperation that an editor wrote in; the loader takes care of its own."""
    if is_loaders(apps, COOPERATION, cooperation) or cooperation.status == ARCHIVED:
        return
    cooperation.status = ARCHIVED
    cooperation.save(update_fields=["status"])
    note(apps, COOPERATION, cooperation, SAVED, lambda document: {**document, "status": ARCHIVED})


def note_places(apps, instrument, rows, is_of_loader):
    """The instrument's history says that it has these places; what only the loader wrote stays the loader's."""
    note(
        apps,
        INSTRUMENT,
        instrument,
        LOADED if is_of_loader else SAVED,
        lambda document: {**document, "places": [*document.get("places", []), *rows]},
    )


def note(apps, label, record, kind, changed):
    """Writes the next revision of a record. Before the table of revisions documents were not kept: then nothing."""
    revisions = apps.get_model("core", "Revision").objects.filter(model=label, is_pending=False)
    last = revisions.filter(object_id=record.pk).order_by("-pk").first()
    if last is None or not last.document:
        return
    document = changed(last.document)
    values = {"model": label, "object_id": record.pk, "code": record.code, "document": document}
    revisions.create(kind=kind, digest=digest(document), comment=COMMENT, **values)


def is_in_files(apps, record):
    """Whether the content files ever held a cooperation of this code."""
    revisions = apps.get_model("core", "Revision").objects
    return revisions.filter(model=COOPERATION, code=record.code, kind=LOADED).exists()


def is_loaders(apps, label, record):
    """Whether the record says what the loader last wrote, nobody has signed it, and no change waits."""
    revisions = apps.get_model("core", "Revision").objects.filter(model=label)
    own = revisions.filter(object_id=record.pk)
    if own.filter(is_pending=True, dropped_at=None).exists() or own.filter(author__isnull=False).exists():
        return False
    loaded = revisions.filter(code=record.code, kind=LOADED).order_by("-pk").first()
    last = own.filter(is_pending=False).order_by("-pk").first()
    return loaded is not None and (last is None or last.digest == loaded.digest)


def digest(document):
    """As the portal makes it: of what the document says, whatever the keys of its rows."""

    def bare(value):
        if isinstance(value, dict):
            return {name: bare(inner) for name, inner in value.items() if name != "id"}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    text = json.dumps(bare(document), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("instruments", "0005_places"), ("core", "0005_pending_revisions")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
