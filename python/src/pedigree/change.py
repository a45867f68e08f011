"""What a dataset version changes against its parent."""

from collections.abc import Iterable, Mapping

from pedigree import builders, names
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
    added_samples: int,
    source: str,
    source_description: str,
    distribution: Mapping[str, int],
    augmentation: Pipeline | None = None,
) -> AdditiveChange:
    """Samples were added; source is `collected`, `imported` or `augmented`."""
    return AdditiveChange(
        added_samples=added_samples,
        source=builders._enum(SampleSource, "SAMPLE_SOURCE", source),
        source_description=source_description,
        distribution=builders.label_counts(distribution).distribution,
        augmentation=augmentation,
    )


def corrective(corrected_samples: int, corrector: str, reason: str, corrections: str) -> CorrectiveChange:
    """Labels were corrected; `corrections` is the path, within the version, of the file with old and new side by side.

    Its digest is filled in by push.
    """
    return CorrectiveChange(
        corrected_samples=corrected_samples,
        corrector=corrector,
        reason=reason,
        corrections=ManifestFile(path=corrections),
    )


def schema(
    from_label_schema,
    mapping: Mapping[str, Iterable[str]],
    relabelled_samples: int,
    relabelled: str | None = None,
) -> SchemaChange:
    """The labels moved to another label-schema version; `relabelled` is the path of the samples labelled anew."""
    return SchemaChange(
        from_label_schema=names.name_of(from_label_schema),
        mapping=[ClassMapping(from_class=old, to_classes=new) for old, new in mapping.items()],
        relabelled_samples=relabelled_samples,
        relabelled=ManifestFile(path=relabelled) if relabelled else None,
    )
