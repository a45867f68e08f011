import json

import pytest
from google.protobuf import json_format

import pedigree
from complete import dataset, lineage
from pedigree.__main__ import main

pytestmark = pytest.mark.mesh


@pytest.fixture
def run(mesh, project, capsys):
    def call(*arguments):
        token = ["--token-file", mesh.token_file] if mesh.token_file else []
        status = main(["--address", mesh.address, *token, "--project", project.id, *map(str, arguments)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_a_version_is_shown_pulled_drawn_and_pushed_again(run, project, tmp_path):
    _, data, model = lineage(project, tmp_path / "files")
    status, shown, _ = run("show", "models/net@latest")
    assert status == 0
    assert json.loads(shown)["name"] == model.name

    status, told, _ = run("pull", "models/net@1", tmp_path / "to")
    assert status == 0 and "2 files" in told
    assert (tmp_path / "to/weights.txt").read_text() == "w"

    assert "trained on datasets/pets/1" in run("lineage", "models/net@1")[1]
    assert "trained models/net/1" in run("lineage", "datasets/pets@1", "--down")[1]
    assert data.name

    (tmp_path / "record.json").write_text(json_format.MessageToJson(model.record))
    (tmp_path / "to/weights.txt").write_text("other weights")
    status, told, _ = run("push", "models/net", tmp_path / "to", tmp_path / "record.json")
    assert status == 0 and "models/net/versions/2" in told
    assert run("deployments")[:2] == (0, "")


def test_an_error_is_told_in_one_line_and_by_the_status(run):
    status, _, error = run("show", "models/absent@1")
    assert status == 1
    assert "NOT_FOUND" in error


def test_labels_are_told_and_written_to_a_file(run, project, tmp_path):
    schema, *_ = lineage(project, tmp_path / "files")
    rows = [{"sample": "a", "class": "cat"}, {"sample": "b", "class": "dog"}]
    first = project.prepare_labels(schema, rows, annotator="ann", source="human")
    facts = {name: value for name, value in dataset(schema).items() if name != "label_statistics"}
    made = {"labels": first, "change": pedigree.change.initial(), "progress": False}
    project.dataset("labelled").push(tmp_path / "files", **made, **facts)

    assert run("labels", "datasets/labelled@1")[:2] == (
        0,
        "2 labels of 2 things in 2 samples\n  cat: 1\n  dog: 1\n2 added, 0 corrected, 0 withdrawn\n",
    )
    assert run("labels", "datasets/labelled@1", "--sample", "b")[1].startswith(
        "whole sample, by ann\n  dog  in sha256:"
    )
    assert run("labels", "datasets/labelled@1", "--since", "datasets/labelled@1")[1] == (
        "0 added, 0 removed, 0 changed\n"
    )
    status, told, _ = run("export", "datasets/labelled@1", tmp_path / "labels.parquet")
    assert status == 0 and "2 labels, sha256:" in told
    assert (tmp_path / "labels.parquet").read_bytes()[:4] == b"PAR1"
