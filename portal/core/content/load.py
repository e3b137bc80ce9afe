"""From content files to records: all or nothing, and never over an editor's work."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError, models, transaction

from portal.core.content import check, departures, yamlfile
from portal.core.content.dump import complete, digest, mapping
from portal.core.content.specs import Concept, concepts
from portal.core.content.write import Fault, Writer
from portal.core.content.yamlfile import ContentError, Problem
from portal.core.models import Revision
from portal.core.revision import RevisionKind

FILES = "*"  # the revision that holds the digest of all files together


@dataclass
class Report:
    """What a load did, as (concept, code) pairs."""

    created: list[tuple[str, str]] = field(default_factory=list)
    updated: list[tuple[str, str]] = field(default_factory=list)
    unchanged: list[tuple[str, str]] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)  # changed by an editor since: left as they are
    gone: list[tuple[str, str]] = field(default_factory=list)  # deleted by an editor since: not made again
    removed: list[tuple[str, str]] = field(
        default_factory=list
    )  # no longer in the files, only the loader's: off the site
    orphaned: list[tuple[str, str]] = field(default_factory=list)  # no longer in the files, but an editor's, or needed


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

    A record that an editor changed or deleted since the last load is left alone and reported, unless `overwrite`. One that
    only the loader ever wrote, and that has left its file, is deleted (`departures.py`); a file that is missing says nothing.
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
            run.finish(concept)
        if run.problems:
            raise ContentError(sorted(run.problems))
        run.depart(found)
        revisions.flush()
        run.remember()
    return run.report


class _Run:
    """One load: what was done, what is wrong, and the writer that knows the records already met."""

    def __init__(self, overwrite: bool, each_asks: bool) -> None:
        self.overwrite = overwrite
        self.writer = Writer(asks=each_asks, is_batch=True)
        self.report = Report()
        self.problems: list[Problem] = []
        self.loaded = loaded()
        self.existing: dict[str, models.Model] = {}
        self.digests: dict[tuple[str, str], str] = {}
        self.refused: set[tuple[type[models.Model], str]] = set()

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
            self._write(concept, concept.model(), wanted, self.report.created)
            return
        current = mapping(concept.shape, existing)
        if current == wanted:
            self.report.unchanged.append(where)
            self.digests[where] = digest(wanted)
        elif self.overwrite or before == digest(current):
            self._write(concept, existing, wanted, self.report.updated)
        else:
            self.report.kept.append(where)

    def _write(
        self, concept: Concept, record: models.Model, wanted: dict[str, Any], done: list[tuple[str, str]]
    ) -> None:
        where = (concept.label, str(wanted["code"]))
        if faults := self.writer.write(concept.shape, record, wanted):
            self.refused.add((concept.model, where[1]))
            self._tell(concept, where[1], faults)
        else:
            done.append(where)
            self.digests[where] = digest(wanted)

    def finish(self, concept: Concept) -> None:
        """Writes what waited for the end of a file."""
        for record, fault in self.writer.finish().items():
            self._tell(concept, getattr(record, "code"), [fault])  # noqa: B009 - every content model has one

    def _tell(self, concept: Concept, code: str, faults: list[Fault]) -> None:
        for fault in faults:
            if fault.wanted in self.refused:  # told already
                continue
            at = (fault.row + check.field_in_file(fault.shape, fault.field)).rstrip(".")
            self.problems.append(Problem(f"{concept.file}.yaml", code, at, fault.message))

    def depart(self, found: dict[str, list[dict[str, Any]]]) -> None:
        """Takes off the site what has left the files that there are, as far as only the loader wrote it."""
        named = {(label, str(record["code"])) for label, records in found.items() for record in records}
        left = {where: known for where, known in self.loaded.items() if known and where not in named | {(FILES, FILES)}}
        may_go = {where: known for where, known in left.items() if where[0] in found}
        self.report.removed, stays = departures.remove(may_go)
        self.digests |= dict.fromkeys(self.report.removed, "")  # may come again: no editor deleted it
        self.report.orphaned = sorted({*stays, *(left.keys() - may_go.keys())})

    def remember(self) -> None:
        now_loaded = loaded()
        Revision.objects.bulk_create(  # of what the files say as it stood already: nothing changed, but it is theirs from now on
            Revision(model=model, code=code, kind=RevisionKind.LOADED, digest=value)
            for (model, code), value in self.digests.items()
            if now_loaded.get((model, code)) != value
        )


def loaded() -> dict[tuple[str, str], str]:
    """The digest that the loader last wrote, or found, for each record: if the record differs since, an editor changed it.

    "" for one that the loader took off the site.
    """
    rows = Revision.objects.filter(kind=RevisionKind.LOADED).order_by("pk")
    return {(model, code): value for model, code, value in rows.values_list("model", "code", "digest")}
