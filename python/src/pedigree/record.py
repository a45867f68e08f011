"""Puts facts, given by name, into a version's record. The names are those of the record's fields in the API."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from google.protobuf.message import Message

from pedigree import fact
from pedigree.digests import FileEntry, text
from pedigree.v1 import KIND_DATASET, KIND_LABEL_SCHEMA, KIND_MODEL, ManifestFile, VersionRecord

_SECTIONS = {
    KIND_DATASET: ("origin", "dataset"),
    KIND_MODEL: ("origin", "model", "model.training"),
    KIND_LABEL_SCHEMA: ("origin", "label_schema"),
}


def fact_names(kind: int) -> dict[str, str]:
    """The section of the record that each fact of this kind of asset stands in."""
    found = {}
    for section in _SECTIONS[kind]:
        descriptor = _section(VersionRecord(), section).DESCRIPTOR
        found |= {
            field.name: section for field in descriptor.fields if f"{section}.{field.name}" not in _all_sections()
        }
    return found


def check_names(given: Iterable[str], kinds: Iterable[int] = _SECTIONS) -> None:
    """Refuses a name that no field has, for it would be lost in silence."""
    known = {name for kind in kinds for name in fact_names(kind)}
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(sorted(known))}"
            raise TypeError(f"no fact {name!r}{hint}")


def new(kind: int, facts: Mapping[str, Any]) -> VersionRecord:
    """A record with these facts. Whether they are all that is needed, the server decides."""
    check_names(facts, [kind])
    record = VersionRecord()
    places = fact_names(kind)
    for section in _SECTIONS[kind]:
        _section(record, section).SetInParent()
    for name, value in facts.items():
        fact.put(_section(record, places[name]), name, value)
    return record


def pin_files(record: VersionRecord, find: Callable[[str], FileEntry | None]) -> None:
    """Completes the files of its own manifest that a change names by path."""
    for named in _manifest_files(record.dataset.change) if record.HasField("dataset") else []:
        entry = find(named.path)
        if entry is None:
            raise ValueError(f"the change names {named.path!r}, which is not among the files pushed")
        named.digest = named.digest or text(entry.digest)


def _manifest_files(message: Message) -> list[ManifestFile]:
    found = []
    for descriptor, value in message.ListFields():
        if isinstance(value, ManifestFile):
            found.append(value)
        elif descriptor.message_type and not descriptor.is_repeated:
            found += _manifest_files(value)
    return found


def _section(record: VersionRecord, path: str) -> Message:
    section = record
    for part in path.split("."):
        section = getattr(section, part)
    return section


def _all_sections() -> set[str]:
    return {section for sections in _SECTIONS.values() for section in sections}
