"""Labels in ledgers, from the first one to what is asked of them."""

import json
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from pyarrow import parquet

import pedigree
from complete import SCHEMA, dataset
from pedigree import change, errors, rows, v1

pytestmark = pytest.mark.mesh

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
FIRST = [{"sample": "a", "class": "cat", "path": "a.txt"}, {"sample": "b", "class": "cat"}]
BY_ANN = {"annotator": "ann", "source": "human"}
BY_EVE = {"corrector": "eve", "reason": "blurred", "corrected_at": NOON}
B_IS_A_DOG = {"sample": "b", "annotator": "ann", "original": "cat", "corrected": "dog"}


@pytest.fixture
def schema(project):
    return project.label_schema("pets").push(**SCHEMA)


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "files"
    root.mkdir()
    (root / "a.txt").write_text("a")
    return root


def push(project, folder, labels, made, parent=None):
    facts = dataset(labels.label_schema)
    del facts["label_schema"], facts["label_statistics"]
    return project.dataset("pets").push(folder, labels=labels, change=made, parent=parent, progress=False, **facts)


@pytest.fixture
def versions(project, schema, folder):
    """First labels, one more, and a correction."""
    first = push(project, folder, project.prepare_labels(schema, FIRST, files=folder, **BY_ANN), change.initial())
    more = first.add_labels([{"sample": "c", "class": "dog"}], **BY_ANN)
    second = push(project, folder, more, change.additive(more, "collected", "one more"), first)
    fixed = second.correct_labels([B_IS_A_DOG], **BY_EVE)
    return first, second, push(project, folder, fixed, change.corrective(fixed, "eve", "blurred"), second)


def distribution(statistics):
    return {count.class_id: count.samples for count in statistics.distribution}


def test_versions_name_ledgers_in_which_the_server_counts(versions):
    counted = [distribution(version.label_stats()) for version in versions]
    assert counted == [{"cat": 2}, {"cat": 2, "dog": 1}, {"cat": 1, "dog": 2}]
    for earlier, later in pairwise(versions):
        assert later.label_ledger().message.parent == earlier.record.dataset.label_ledger.digest
    kinds = [version.label_ledger().message.kind for version in versions]
    assert kinds == [
        v1.LABEL_CHANGE_KIND_INITIAL,
        v1.LABEL_CHANGE_KIND_ADDITIVE,
        v1.LABEL_CHANGE_KIND_CORRECTIVE,
    ]
    assert versions[2].record.dataset.change.corrective.corrected_samples == 1


def test_what_a_label_was_is_and_why(versions, project):
    _, _, last = versions
    told = [(event.class_id, event.original, event.corrector, event.reason) for event in last.label_history("b")]
    assert told == [("cat", "", "", ""), ("dog", "cat", "eve", "blurred")]
    assert [label.sample for label in last.find_labels(classes=["dog"], corrected=True)] == ["b"]
    assert [label.sample for label in last.find_labels(sources=["human"])] == ["a", "b", "c"]
    assert project.label_ledger(last.label_ledger().digest).label_history("b") == last.label_history("b")


def test_what_differs_row_by_row_and_in_sum(versions):
    first, _, last = versions
    assert [(row.sample, row.from_class, row.to_class) for row in first.diff_labels(last)] == [
        ("b", "cat", "dog"),
        ("c", "", "dog"),
    ]
    totals = first.label_diff_totals(last)
    assert (totals.added, totals.removed, totals.changed) == (1, 0, 1)


def test_all_labels_come_as_a_file(versions, tmp_path):
    target = tmp_path / "new/labels.parquet"
    stages = []
    exported = versions[2].export_labels(target, progress=lambda stage, done, total: stages.append(stage))
    assert pedigree.digests.of_file(target) == exported.digest
    found = parquet.read_table(target).to_pylist()
    assert {row["sample"]: row["class"] for row in found} == {"a": "cat", "b": "dog", "c": "dog"}
    assert stages[-1] == "download"
    assert [path.name for path in target.parent.iterdir()] == ["labels.parquet"]


def test_a_description_has_the_file_that_it_describes_beside_it(versions, tmp_path):
    exported = versions[2].export_labels(tmp_path / "croissant.json", "croissant", progress=False)
    described = json.loads((tmp_path / "croissant.json").read_text())
    file = described["distribution"][0]
    assert exported.data_file == f"sha256:{file['sha256']}" == pedigree.digests.of_file(tmp_path / file["contentUrl"])
    assert described["version"] == "3.0.0"


def test_who_learned_from_what_a_version_corrected(versions):
    first, second, last = versions
    held = [(each.dataset_version, each.labels) for each in last.who_learned().datasets]
    assert held == [(second.name, 1), (first.name, 1)]
    assert last.who_learned("b") == last.who_learned() == last.who_learned("b", annotator="ann", class_id="cat")
    with pytest.raises(errors.FieldsInvalid, match="never corrected"):
        last.who_learned("a")


def test_a_split_class_is_labelled_anew_in_the_new_schema(versions, project, folder, schema):
    _, _, last = versions
    pup = pedigree.label_class("pup", "pup", "A young dog.")
    split = project.label_schema("pets").push(
        **SCHEMA | {"classes": [*SCHEMA["classes"], pup], "parent": schema},
        declarations=pedigree.declare(added={"pup": "dog"}),
    )
    mapping = {"cat": "cat", "dog": ["dog", "pup"]}
    corrected = {"b": "pup", "c": "dog"}
    anew = [
        pedigree.correction(label, corrected[label.sample], **BY_EVE) for label in last.find_labels(classes=["dog"])
    ]
    moved = last.move_labels(split, mapping, anew)
    version = push(project, folder, moved, change.schema(schema, mapping, moved), last)
    assert distribution(version.label_stats()) == {"cat": 1, "dog": 1, "pup": 1}
    assert [(row.sample, row.from_class, row.to_class) for row in last.diff_labels(version)] == [("b", "dog", "pup")]


def test_paths_of_earlier_labels_are_looked_for_in_other_files(versions, tmp_path):
    others = tmp_path / "others"
    others.mkdir()
    (others / "b.txt").write_text("b")
    with pytest.raises(pedigree.LabelsRefused) as caught:
        versions[2].add_labels([{"sample": "d", "class": "cat"}], files=others, **BY_ANN)
    assert [(row.sample, row.stated) for row in caught.value.kinds["PATH_UNKNOWN"].rows] == [("a", "a.txt")]


def test_a_refusal_is_data(project, schema):
    given = [{"sample": "a", "class": "cow"}, {"sample": "b", "class": "cat"}, {"sample": "b", "class": "dog"}]
    with pytest.raises(pedigree.LabelsRefused) as caught:
        project.prepare_labels(schema, given, **BY_ANN)
    kinds = caught.value.kinds
    assert {kind: fault.count for kind, fault in kinds.items()} == {"CLASS_UNKNOWN": 1, "KEY_REPEATED": 2}
    assert [(row.row, row.sample, row.stated) for row in kinds["CLASS_UNKNOWN"].rows] == [(1, "a", "cow")]
    assert caught.value.refusal.faults == 3
    assert "row 1: 'a' 'ann' says 'cow'" in str(caught.value)


def test_a_correction_of_what_is_not_there_is_refused(versions):
    with pytest.raises(pedigree.LabelsRefused, match=r"ORIGINAL_DIFFERS, 1 time.*\n.*expected 'dog'"):
        versions[2].correct_labels([B_IS_A_DOG], **BY_EVE)


def test_a_path_must_be_among_the_files(project, schema, folder):
    with pytest.raises(pedigree.LabelsRefused, match="PATH_UNKNOWN"):
        project.prepare_labels(schema, [FIRST[0] | {"path": "b.txt"}], files=folder, **BY_ANN)


def test_the_same_rows_make_the_same_ledger_in_whatever_file_they_come(project, schema, tmp_path):
    plain = [{"sample": sample, "class": "cat"} for sample in "ab"]
    stages = []
    ledger = project.prepare_labels(schema, plain, progress=lambda stage, *_: stages.append(stage), **BY_ANN)
    assert stages.index("hash") < stages.index("upload") < stages.index("comparing")
    csv = tmp_path / "labels.csv"
    csv.write_text("sample,class,annotator,source\nb,cat,ann,human\na,cat,ann,human\n")
    assert project.prepare_labels(schema, csv) == ledger
    lines = rows.write(plain, rows.LABELS, BY_ANN, tmp_path, parquet=False)
    assert project.prepare_labels(schema, lines.path) == ledger


def test_labels_are_asked_only_of_what_has_them(project, folder, schema):
    plain = project.dataset("plain").push(folder, change=change.initial(), progress=False, **dataset(schema))
    with pytest.raises(errors.LedgerNotFound):
        plain.label_stats()
