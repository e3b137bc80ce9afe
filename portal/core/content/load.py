"""From content files to records: all or nothing, and never over an editor's work."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from portal.core.content import check, yamlfile
from portal.core.content.dump import complete, digest, mapping
from portal.core.content.specs import Concept, Shape, concepts
from portal.core.content.yamlfile import ContentError, Problem
from portal.core.models import Revision
from portal.core.revision import RevisionKind
from portal.core.text import languages

FILES = "*"  # the revision that holds the digest of all files together


@dataclass
class Report:
    """What a load did, as (concept, code) pairs."""

    created: list[tuple[str, str]] = field(default_factory=list)
    updated: list[tuple[str, str]] = field(default_factory=list)
    unchanged: list[tuple[str, str]] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)  # changed by an editor since: left as they are
    gone: list[tuple[str, str]] = field(default_factory=list)  # deleted by an editor since: not made again
    orphaned: list[tuple[str, str]] = field(default_factory=list)  # loaded once, no longer in the files


def read_all(directory: Path) -> dict[str, list[dict[str, Any]]]:
    """Records of every file by concept label, checked without touching the database. Raises ContentError."""
    known = {concept.file: concept for concept in concepts()}
    found: dict[str, list[dict[str, Any]]] = {}
    problems: list[Problem] = []
    for path in sorted((*directory.glob("*.yaml"), *directory.glob("*.yml"))):
        if path.suffix == ".yml":
            problems.append(Problem(path.name, "", "", "must end in .yaml to be read"))
            continue
        if path.stem not in known:
            problems.append(Problem(path.name, "", "", "no such concept; known: " + ", ".join(sorted(known))))
            continue
        try:
            found[known[path.stem].label] = yamlfile.read(path)
        except ContentError as error:
            problems += error.problems
    keys = {label: {str(record.get("code")) for record in records} for label, records in found.items()}
    for concept in concepts():
        problems += check.records(concept, found.get(concept.label, []), keys)
    if problems:
        raise ContentError(sorted(problems))
    return found


def load(directory: Path, overwrite: bool = False) -> Report:
    """Creates and updates the records of the files in `directory`; in one transaction, rolled back on any problem.

    A record that an editor changed or deleted since the last load is left alone and reported, unless `overwrite`.
    Raises ContentError with every problem: file, record, field, reason.
    """
    found = read_all(directory)
    try:
        return _write(found, overwrite, each_asks=False)
    except (ContentError, IntegrityError):
        # Not the first problem alone, nor in the database's words: from the beginning, and each record asks before it is saved.
        return _write(found, overwrite, each_asks=True)


def _write(found: dict[str, list[dict[str, Any]]], overwrite: bool, each_asks: bool) -> Report:
    """Writes the records in one transaction; what is unique and what a constraint forbids, each asks or the database says."""
    from portal.core.content import revisions

    with transaction.atomic(), revisions.by(None, RevisionKind.LOADED):
        run = _Run(overwrite, each_asks)
        for concept in concepts():
            run.meet(concept, found.get(concept.label, []))
            for record in found.get(concept.label, []):
                run.apply(concept, record)
            run.link_to_own_kind()
            run.write_links()
        if run.problems:
            raise ContentError(sorted(run.problems))
        revisions.flush()
        run.remember(found)
    return run.report


class _Run:
    """One load: the records already met, what was done, what is wrong."""

    def __init__(self, overwrite: bool, each_asks: bool) -> None:
        self.overwrite = overwrite
        self.each_asks = each_asks
        self.report = Report()
        self.problems: list[Problem] = []
        self.loaded = loaded()
        self.known: dict[type[models.Model], dict[str, models.Model]] = defaultdict(dict)
        self.existing: dict[str, models.Model] = {}
        self.refused: set[tuple[type[models.Model], str]] = set()
        self.later: list[tuple[Concept, models.Model, str, str]] = []
        self.links: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self.digests: dict[tuple[str, str], str] = {}

    def meet(self, concept: Concept, records: list[dict[str, Any]]) -> None:
        """Reads what the database has of these records, all at once."""
        codes = [str(record["code"]) for record in records]
        rows = complete(concept.shape, concept.model._default_manager.filter(code__in=codes))
        self.existing = {getattr(row, "code"): row for row in rows}  # noqa: B009 - every content model has one

    def apply(self, concept: Concept, record: dict[str, Any]) -> None:
        where = (concept.label, str(record["code"]))
        existing = self.existing.get(where[1])
        wanted = check.normal(concept.shape, record)
        before = self.loaded.get(where)
        if existing is None:
            if before and not self.overwrite:
                self.report.gone.append(where)
                return
            self._save(concept, concept.model(), wanted, self.report.created)
            return
        current = mapping(concept.shape, existing)
        if current == wanted:
            self.report.unchanged.append(where)
            self.digests[where] = digest(wanted)
        elif self.overwrite or before == digest(current):
            self._save(concept, existing, wanted, self.report.updated)
        else:
            self.report.kept.append(where)

    def _save(
        self, concept: Concept, target: models.Model, wanted: dict[str, Any], done: list[tuple[str, str]]
    ) -> None:
        where = (concept.label, str(wanted["code"]))
        if self._fill(concept, concept.shape, target, wanted, where[1], ""):
            done.append(where)
            self.digests[where] = digest(wanted)
        else:
            self.refused.add((concept.model, where[1]))

    def _fill(
        self, concept: Concept, shape: Shape, target: models.Model, data: dict[str, Any], code: str, at: str
    ) -> bool:
        """Writes one record, or one row of it, and what lies inside; whether all of it could be written."""
        missing = self._set_columns(concept, shape, target, data, code, at)
        if not self._is_valid(concept, shape, target, code, at, missing) or missing:
            return False
        is_new = target.pk is None
        target.save()
        whole = True
        for link in shape.links:
            found = [
                self._get(concept, link.related_model, key, code, at + link.name) for key in data.get(link.name, [])
            ]
            there = [other for other in found if other is not None]
            if is_new:
                self._link(link, target, there)
            else:
                getattr(target, link.name).set(there)
            whole = whole and None not in found
        for name, child in shape.children.items():
            if not is_new:
                getattr(target, name).all().delete()
            for number, row in enumerate(data.get(name, []), 1):
                start: dict[str, Any] = {child.parent: target}
                if any(f.name == "order" for f in child.model._meta.concrete_fields):
                    start["order"] = number
                written = self._fill(concept, child, child.model(**start), row, code, f"{at}{name}.{number}.")
                whole = whole and written
        return whole

    def _link(self, link: models.ManyToManyField, target: models.Model, others: list[models.Model]) -> None:
        """Notes that a new record names others, for `write_links`: who follows changes has heard of the record itself."""
        through: Any = link.remote_field.through
        own, other = link.m2m_field_name(), link.m2m_reverse_field_name()
        self.links[through] += [through(**{own: target, other: named}) for named in others]

    def write_links(self) -> None:
        for through, rows in self.links.items():
            through._base_manager.bulk_create(rows)
        self.links.clear()

    def _set_columns(
        self, concept: Concept, shape: Shape, target: models.Model, data: dict[str, Any], code: str, at: str
    ) -> set[str]:
        """Puts the file's values on the record; names the references to records that are not there."""
        missing: set[str] = set()
        for column in shape.columns:
            value = data.get(column.name)
            if column.name in shape.translated:
                for language in languages.codes():
                    setattr(target, languages.localized(column.name, language), (value or {}).get(language))
            elif column.is_relation:
                own_kind = column.related_model is shape.model
                if own_kind and value:
                    self.later.append((concept, target, column.name, value))
                other = (
                    None
                    if own_kind or not value
                    else self._get(concept, column.related_model, value, code, at + column.name)
                )
                setattr(target, column.name, other)
                if value and not own_kind and other is None:
                    missing.add(column.name)
            elif value is None:
                setattr(target, column.name, column.get_default() if column.has_default() or not column.null else None)
            else:
                setattr(target, column.name, check.python(column, value))
        return missing

    def _is_valid(
        self, concept: Concept, shape: Shape, target: models.Model, code: str, at: str, exclude: set[str]
    ) -> bool:
        """Whether the model's own rules hold; each one that does not is a problem at its place."""
        try:
            # The bare column of a translated field is whatever the active language has: the columns themselves are checked.
            target.full_clean(exclude | shape.translated, self.each_asks, self.each_asks)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                field = check.field_in_file(shape, name)
                where = (at + field).rstrip(".")
                self.problems.append(Problem(f"{concept.file}.yaml", code, where, " ".join(messages)))
            return False
        return True

    def _get(self, concept: Concept, model: Any, key: str, code: str, at: str) -> models.Model | None:
        """The record that `key` names. None when it was refused itself (already told), or deleted by an editor (told here)."""
        known = self.known[model]
        if key not in known:
            found = model._base_manager.filter(code=key).first()
            if found is None:
                if (model, key) not in self.refused:
                    reason = f"{model._meta.verbose_name} “{key}” was deleted by an editor"
                    self.problems.append(Problem(f"{concept.file}.yaml", code, at, reason))
                return None
            known[key] = found
        return known[key]

    def link_to_own_kind(self) -> None:
        """References to records of the same file, which may stand further down: set when all exist."""
        for concept, target, name, key in self.later:
            code = getattr(target, "code")  # noqa: B009 - every content model has one
            other = self._get(concept, type(target), key, code, name) if target.pk else None
            if other is not None:
                setattr(target, name, other)
                if self._is_valid(concept, concept.shape, target, code, "", set()):
                    target.save(update_fields=[name])
        self.later = []

    def remember(self, found: dict[str, list[dict[str, Any]]]) -> None:
        named = {(label, str(record["code"])) for label, records in found.items() for record in records}
        self.report.orphaned = sorted(where for where in self.loaded if where not in named and where[0] != FILES)
        now_loaded = loaded()
        Revision.objects.bulk_create(  # of what the files say as it stood already: nothing changed, but it is theirs from now on
            Revision(model=model, code=code, kind=RevisionKind.LOADED, digest=value)
            for (model, code), value in self.digests.items()
            if now_loaded.get((model, code)) != value
        )


def loaded() -> dict[tuple[str, str], str]:
    """The digest that the loader last wrote, or found, for each record: if the record differs since, an editor changed it."""
    rows = Revision.objects.filter(kind=RevisionKind.LOADED).order_by("pk")
    return {(model, code): value for model, code, value in rows.values_list("model", "code", "digest")}
