from datetime import UTC, datetime

import pytest

import pedigree
from pedigree import fact, model_facts, record, v1
from pedigree.digests import FileEntry

D = "projects/p/datasets/d/versions/1"


def test_a_plain_value_is_wrapped_as_its_field_needs_it():
    made = record.new(
        v1.KIND_MODEL,
        {
            "source": "https://example.org",
            "framework": v1.Framework(name="torch", version="2"),
            "batch_size": 64,
            "training_started": datetime(2026, 1, 2, tzinfo=UTC),
            "training_data": [D],
            "base_model": pedigree.not_applicable("trained from nothing"),
            "optimizer": pedigree.not_stated("the library does not say"),
            "environment_digest": "sha256:" + "0" * 64,
            "quality_baseline": pedigree.quality(D, {"accuracy": 0.9}),
        },
    )
    assert made.origin.source.value == "https://example.org"
    assert made.model.framework.value.name == "torch"
    assert made.model.training.batch_size.value == 64
    assert made.model.training_started.value.ToDatetime() == datetime(2026, 1, 2)
    assert list(made.model.training_data.value.versions) == [D]
    assert made.model.base_model.not_applicable.reason == "trained from nothing"
    assert made.model.training.optimizer.not_stated.reason == "the library does not say"
    assert made.model.quality_baseline.value.metrics[0].name == "accuracy"


def test_what_was_not_given_is_not_there():
    made = record.new(v1.KIND_MODEL, {})
    assert made.WhichOneof("record") == "model"
    assert not made.origin.HasField("source")
    assert not made.model.HasField("framework")


def test_a_message_finds_its_arm_of_a_oneof():
    made = record.new(
        v1.KIND_DATASET,
        {
            "label_statistics": pedigree.label_counts({"0": 3, "1": 4}),
            "quality_baseline": v1.AutoLabelAccuracy(accuracy=0.9, samples=10, method="by hand"),
            "change": pedigree.change.initial(),
            "annotators": pedigree.annotators(pedigree.annotator("a", "person"), tool="pen 1"),
        },
    )
    assert made.dataset.label_statistics.declared.annotated_samples == 7
    assert made.dataset.quality_baseline.auto_label_accuracy.samples == 10
    assert made.dataset.change.WhichOneof("change") == "initial"
    assert made.dataset.annotators.value.annotators[0].kind == v1.ANNOTATOR_KIND_PERSON


def test_a_misspelt_fact_is_refused_with_a_hint():
    with pytest.raises(TypeError, match="did you mean 'licence'"):
        record.new(v1.KIND_DATASET, {"lisence": "MIT"})


def test_a_value_of_the_wrong_type_is_refused():
    with pytest.raises(TypeError, match="takes Framework"):
        record.new(v1.KIND_MODEL, {"framework": 7})
    with pytest.raises(TypeError, match="whole number"):
        record.new(v1.KIND_MODEL, {"batch_size": 1.5})
    with pytest.raises(ValueError, match="time zone"):
        record.new(v1.KIND_MODEL, {"training_started": datetime(2026, 1, 1)})


def test_an_omission_needs_a_reason():
    with pytest.raises(ValueError, match="reason"):
        pedigree.not_stated(" ")


def test_a_configuration_holds_only_what_json_holds_exactly():
    assert dict(fact.json_object({"a": 1, "b": {"c": [True, None, "x"]}}))["a"] == 1
    for bad in (float("nan"), 2**60):
        with pytest.raises(ValueError, match="give it as text"):
            fact.json_object({"a": bad})
    with pytest.raises(TypeError, match="has no place"):
        fact.json_object({"a": object()})


def test_facts_of_a_training_configuration_are_found_in_it():
    facts = model_facts.facts_given([D], {"optimizer": "adam", "seed": 7, "layers": 2}, None, None, None)
    made = record.new(v1.KIND_MODEL, facts)
    assert made.model.training.optimizer.value == "adam"
    assert made.model.training.seed.value == 7
    assert not made.model.training.HasField("batch_size")
    assert made.model.training.hyperparameters.value["layers"] == 2


def test_metrics_need_the_dataset_version_they_were_measured_on():
    with pytest.raises(ValueError, match="measured"):
        model_facts.facts_given(None, None, {"accuracy": 0.9}, None, None)
    facts = model_facts.facts_given(None, None, {"accuracy": 0.9}, None, D)
    assert facts["quality_baseline"].dataset_version == D
    assert facts["test_data"].value.versions == [D]


def test_slices_of_a_metric_are_metrics_of_their_own():
    made = pedigree.metrics({"accuracy": 0.9, "recall": {"eight": 0.8}})
    assert [(metric.name, metric.slice) for metric in made] == [("accuracy", ""), ("recall", "eight")]


def test_the_corrections_file_is_pinned_by_its_digest():
    made = record.new(
        v1.KIND_DATASET, {"change": pedigree.change.corrective(2, "someone", "wrong labels", "labels/corrections.csv")}
    )
    record.pin_files(made, {"labels/corrections.csv": FileEntry("labels/corrections.csv", b"\1" * 32, 9)}.get)
    assert made.dataset.change.corrective.corrections.digest == "sha256:" + "01" * 32
    with pytest.raises(ValueError, match="not among the files"):
        record.pin_files(made, {}.get)


def test_a_threshold_has_exactly_one_bound():
    assert pedigree.at_least("accuracy", 0.9).absolute == 0.9
    assert pedigree.at_most("loss", current_plus=0.1).relative_to_current == 0.1
    with pytest.raises(ValueError, match="one bound"):
        pedigree.at_least("accuracy")


def test_facts_said_once_go_where_they_have_a_place():
    project = pedigree.connect("localhost:1", "token").project("p").stating(creator="Vision team", licence="MIT")
    assert project.model("net").facts == {"creator": "Vision team"}
    assert project.dataset("d").facts == {"creator": "Vision team", "licence": "MIT"}
    with pytest.raises(TypeError, match="no fact"):
        project.stating(colour="red")
