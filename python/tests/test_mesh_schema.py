"""A label schema that changes, from end to end."""

import pytest

import pedigree
from complete import SCHEMA, lineage
from pedigree import errors, v1

pytestmark = pytest.mark.mesh

PUP = pedigree.label_class("pup", "pup", "A young dog.")


@pytest.fixture
def made(project, tmp_path):
    """A schema whose dogs were split, with a dataset and a model from before."""
    schema, data, model = lineage(project, tmp_path / "files")
    asset = project.label_schema("pets")
    split = asset.push(**_split(schema, declarations=pedigree.declare(added={"pup": "dog"})))
    return asset, schema, split, data, model


def _split(parent, **more) -> dict:
    return SCHEMA | {"classes": [*SCHEMA["classes"], PUP], "parent": parent} | more


def test_any_two_versions_are_compared(made):
    asset, schema, split, _, _ = made
    diff = asset.diff(split)
    assert diff == asset.diff(split, schema) == split.message.schema_diff
    assert [(change.kind, list(change.others)) for change in diff.changes] == [
        (v1.CLASS_CHANGE_KIND_CLASS_SPLIT, ["dog"])
    ]


def test_what_a_schema_may_not_become_is_told_all_at_once(made):
    asset, _, split, _, _ = made
    cats = [SCHEMA["classes"][0], pedigree.label_class("eel", "eel", "An eel.")]
    with pytest.raises(errors.SchemaChangeRefused) as caught:
        asset.push(**SCHEMA | {"classes": cats, "parent": split})
    assert [violation.type for violation in caught.value.preconditions] == [
        "SPLIT_NOT_DECLARED",
        "BREAKING_CHANGE",
        "BREAKING_CHANGE",
    ]


def test_validating_only_says_what_would_be_and_makes_nothing(made):
    asset, _, split, _, _ = made
    would = asset.push(validate_only=True, **_split(split, geometry="whole_item", mode="full"))
    assert would.number == split.number + 1
    assert list(would.message.schema_diff.changes) == []
    assert asset.version("latest") == split


def test_the_impact_of_a_split_and_its_review(made):
    asset, _, split, data, model = made
    impact = asset.impact(split)
    assert [(each.dataset_version, each.samples) for each in impact.changes[0].datasets] == [(data.name, 1)]
    assert [each.model_version for each in impact.models] == [model.name]
    assert [(each.class_id, each.schema_version) for each in impact.datasets[0].stale] == [("dog", split.name)]

    review = data.review(split, "dog", "kept", "grown dogs only")
    assert [each.name for each in data.reviews()] == [review.name]
    assert list(asset.impact(split).datasets[0].stale) == []
    with pytest.raises(errors.NothingToReview):
        data.review(split, "cat", "kept", "nobody touched cats")
