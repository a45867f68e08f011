"""Label ledgers, and how one follows another."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pedigree import errors, files, names, rows, v1
from pedigree.label_queries import LabelQueries, follow
from pedigree.progress import Report, Told, stages
from pedigree.upload import Upload, push

# Rows of labels: mappings or dataclasses, however many, or the path of a Parquet, CSV or JSON-lines file.
Rows = Iterable | str | Path


class LabelChanges(LabelQueries):
    """How the labels of a ledger, or of a dataset version that names one, change.

    Nothing is changed by it: each method has the server prepare another ledger, which `Dataset.push(labels=...)` makes
    part of a new version. A change that breaks a rule is `LabelsRefused` as a whole. Keywords that are names of columns
    are said of every row that says nothing else: `corrector="eve"`.
    """

    def add_labels(
        self, given: Rows, *, files: Any = None, progress: bool | Report | None = None, **same: Any
    ) -> "Ledger":
        """Further labels. Columns as for `Project.prepare_labels`; a label that is there already is refused."""
        request = self._next(additive=v1.AdditiveLabels())
        return prepare(self._client, request, given, rows.LABELS, same, files, progress)

    def correct_labels(
        self, given: Rows, *, files: Any = None, progress: bool | Report | None = None, **same: Any
    ) -> "Ledger":
        """Other labels in the place of wrong ones.

        Columns are `sample`, `annotator`, `original`, `corrected` (empty: withdrawn), `corrector`, `reason`,
        `corrected_at`, and, where there is something to say, `object`, `attributes`, `geometry`, `source`, `model`,
        `confidence`. What is stated as the original must be what this holds. `pedigree.correction` makes such a row of
        a label that was found. Where labels have a `path` and the dataset's files change, `files` says what they are.
        """
        request = self._next(corrective=v1.CorrectiveLabels())
        return prepare(self._client, request, given, rows.CORRECTIONS, same, files, progress)

    def move_labels(
        self,
        label_schema,
        mapping: Mapping[str, Iterable[str] | str | None],
        given: Rows | None = None,
        *,
        files: Any = None,
        progress: bool | Report | None = None,
        **same: Any,
    ) -> "Ledger":
        """The labels in another version of their schema.

        `mapping` says of every class in use what it becomes: a class, several - then each of its labels is given anew
        in rows as for `correct_labels` - or None: its labels are withdrawn. Labels of a class that the new version
        split or redefined have to be given anew too, or reviewed first: else the next dataset version is refused.
        """
        classes = [v1.ClassMapping(from_class=old, to_classes=targets(new)) for old, new in mapping.items()]
        request = self._next(schema=v1.SchemaLabels(mapping=classes))
        request.label_schema = names.name_of(label_schema)
        return prepare(self._client, request, given, rows.CORRECTIONS, same, files, progress)

    def label_ledger(self) -> "Ledger":
        """The ledger that holds the labels."""
        return Ledger(self._client, self._stored())

    def _next(self, **change) -> v1.PrepareLabelsRequest:
        ledger = self.label_ledger()
        return v1.PrepareLabelsRequest(
            parent=names.project_of(self.name),
            label_schema=ledger.label_schema,
            parent_ledger=ledger.digest,
            **change,
        )


class Ledger(LabelChanges):
    """A handle on a ledger. It is kept for a day, or for ever once a dataset version names it."""

    def __init__(self, client, message: v1.LabelLedger):
        self._client = client
        self.message = message

    @property
    def name(self) -> str:
        """`projects/p/labelLedgers/sha256:...`."""
        return self.message.name

    @property
    def digest(self) -> str:
        return self.message.digest

    @property
    def label_schema(self) -> str:
        """The label-schema version that the labels are written in."""
        return self.message.label_schema

    @property
    def statistics(self) -> v1.LabelLedgerStatistics:
        return self.message.statistics

    @property
    def changed_samples(self) -> int:
        """Samples of which labels were added, corrected or withdrawn."""
        return self.statistics.changed_samples

    def label_ledger(self) -> "Ledger":
        return self

    def __eq__(self, other) -> bool:
        return isinstance(other, Ledger) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"<{self.name}: {self.statistics.annotations} annotations of {self.statistics.samples} samples>"


def prepare(
    client,
    request: v1.PrepareLabelsRequest,
    given: Rows | None,
    columns: tuple[str, ...],
    same: Mapping[str, Any],
    folder: Any,
    progress: bool | Report | None,
) -> Ledger:
    """Stores the rows as a change file and has the server make a ledger of it."""
    upload = Upload(client, request.parent, stages(progress))
    request.manifest_digest = _manifest(upload, folder)
    if given is not None:
        with tempfile.TemporaryDirectory(prefix="pedigree-") as work:
            file = rows.change_file(given, columns, same, Path(work))
            request.change_file, request.format = upload.file(file.path), file.format
    with Told(progress) as told:
        last = follow(client, client.labels.PrepareLabels, request, told)
    if last.WhichOneof("step") == "refusal":
        raise errors.LabelsRefused(last.refusal)
    return Ledger(client, last.ledger)


def facts(labels: Ledger) -> dict[str, Any]:
    """What the record of a dataset version says of its labels."""
    reference = v1.LabelLedgerReference(digest=labels.digest, change_file=labels.message.change_file)
    return {
        "label_ledger": reference,
        "label_schema": labels.label_schema,
        "label_statistics": v1.ComputedStatistics(),
    }


def correction(label: v1.Label, corrected: str, **more: Any) -> dict[str, Any]:
    """A row that corrects a label which was found; an empty class withdraws it. `more` are further columns."""
    row = {"sample": label.sample, "object": label.object, "annotator": label.annotator}
    return row | {"original": label.class_id, "corrected": corrected} | more


def targets(new: Iterable[str] | str | None) -> list[str]:
    """The classes that a class becomes."""
    return [] if new is None else [new] if isinstance(new, str) else list(new)


def _manifest(upload: Upload, given) -> str:
    """The digest of the files that paths are looked for in: of a version, or of a folder, which is stored."""
    if given is None:
        return ""
    if digest := getattr(given, "manifest_digest", ""):
        return digest
    with upload.hash(files.scan(given)) as listing:
        return push(upload, listing).manifest.digest
