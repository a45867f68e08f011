"""What a dataset version changes against its parent."""

from collections.abc import Iterable, Mapping

from pedigree import builders, names
from pedigree.ledger import Ledger, targets
from pedigree.v1 import (
    AdditiveChange,
    ClassMapping,
    CorrectiveChange,
    InitialChange,
    ManifestFile,
    Pipeline,
    SampleSource,
    SchemaChange,
)


def initial() -> InitialChange:
    """The first version."""
    return InitialChange()


def additive(
    added_samples: int | Ledger,
    source: str,
    source_description: str,
    distribution: Mapping[str, int] | None = None,
    augmentation: Pipeline | None = None,
) -> AdditiveChange:
    """Samples were added; source is `collected`, `imported` or `augmented`.

    How many, and by class: counted by the caller, or the ledger that was prepared, in which the server counts.
    """
    return AdditiveChange(
        added_samples=_samples(added_samples),
        source=builders._enum(SampleSource, "SAMPLE_SOURCE", source),
        source_description=source_description,
        distribution=builders.label_counts(distribution or {}).distribution,
        augmentation=augmentation,
    )


def corrective(
    corrected_samples: int | Ledger, corrector: str, reason: str, corrections: str | None = None
) -> CorrectiveChange:
    """Labels were corrected: by a ledger, or by a file with old and new side by side.

    `corrections` is the path of that file within the version; push fills in its digest.
    """
    return CorrectiveChange(
        corrected_samples=_samples(corrected_samples),
        corrector=corrector,
        reason=reason,
        corrections=ManifestFile(path=corrections) if corrections else None,
    )


def schema(
    from_label_schema,
    mapping: Mapping[str, Iterable[str] | str | None],
    relabelled_samples: int | Ledger,
    relabelled: str | None = None,
) -> SchemaChange:
    """The labels moved to another label-schema version; the mapping is as in `move_labels`.

    What was labelled anew stands in a ledger, or in a file, whose path within the version is `relabelled`.
    """
    return SchemaChange(
        from_label_schema=names.name_of(from_label_schema),
        mapping=[ClassMapping(from_class=old, to_classes=targets(new)) for old, new in mapping.items()],
        relabelled_samples=_samples(relabelled_samples),
        relabelled=ManifestFile(path=relabelled) if relabelled else None,
    )


def _samples(given: int | Ledger) -> int:
    return given.changed_samples if isinstance(given, Ledger) else given
