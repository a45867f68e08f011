"""What label schemas are made of: classes, attributes, and what a version declares to have changed."""

from collections.abc import Iterable, Mapping

from pedigree.builders import _enum
from pedigree.v1 import (
    AddedClass,
    AnnotationGeometry,
    AttributeType,
    ClassIds,
    CompatibilityMode,
    LabelAttribute,
    LabelCardinality,
    LabelClass,
    MergedClass,
    SchemaDeclarations,
)


def label_class(
    class_id: str,
    name: str,
    definition: str,
    *,
    parent: str = "",
    examples: Iterable[str] = (),
    guideline_anchor: str = "",
    attributes: Iterable[LabelAttribute] = (),
) -> LabelClass:
    """One class. Its id is for ever; `parent` is the id of the class above it."""
    return LabelClass(
        id=class_id,
        name=name,
        definition=definition,
        parent_class=parent,
        examples=examples,
        guideline_anchor=guideline_anchor,
        attributes=attributes,
    )


def attribute(attribute_id: str, kind: str, allowed: Iterable[str] = (), *, required: bool = False) -> LabelAttribute:
    """What labels of a class carry; kind is `text`, `integer`, `number`, `boolean` or `choice` (of those allowed)."""
    return LabelAttribute(
        id=attribute_id,
        type=_enum(AttributeType, "ATTRIBUTE_TYPE", kind),
        allowed_values=allowed,
        required=required,
    )


def declare(
    *,
    added: Mapping[str, Iterable[str] | str | None] | None = None,
    merged: Mapping[str, str] | None = None,
    redefined: Iterable[str] = (),
) -> SchemaDeclarations:
    """What a version changes against its parent, where comparing the two cannot tell; classes by id.

    `added={"kitten": "cat", "eel": None}`: every new class with the one or those it is split from, None for none.
    `merged={"dog": "pet"}`: classes that are gone, each with the one it became part of. `redefined`: classes that mean
    something else though their definition reads the same.
    """
    return SchemaDeclarations(
        added=[_added(class_id, sources) for class_id, sources in (added or {}).items()],
        merged=[MergedClass(class_id=gone, into=into) for gone, into in (merged or {}).items()],
        redefined=redefined,
    )


def geometry(shape: str) -> int:
    """`whole_item`, `box`, `polygon`, `mask`, `span`, `keypoints` or `ranking`."""
    return _enum(AnnotationGeometry, "ANNOTATION_GEOMETRY", shape)


def cardinality(word: str) -> int:
    """`single` or `multiple`."""
    return _enum(LabelCardinality, "LABEL_CARDINALITY", word)


def mode(word: str) -> int:
    """`none`, `backward`, `forward`, `full`, and the latter three with `_transitive`."""
    return _enum(CompatibilityMode, "COMPATIBILITY_MODE", word)


def _added(class_id: str, sources: Iterable[str] | str | None) -> AddedClass:
    if sources is None:
        return AddedClass(class_id=class_id, split_from_none=True)
    ids = [sources] if isinstance(sources, str) else sources
    return AddedClass(class_id=class_id, split_from=ClassIds(ids=ids))
