import os

import pytest

import pedigree
from complete import MODEL
from interrupted import kill_midway
from pedigree import errors, v1

pytestmark = pytest.mark.mesh


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "from"
    for path, data in {
        "empty": b"",
        "sub/deep/ünï 数字.txt": "größe".encode(),
        ".hidden": b"h",
        "same-1": b"the same",
        "same-2": b"the same",
        "big.bin": os.urandom((9 << 20) + 5),
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def push(project, folder, **given):
    facts = MODEL | {"training_data": pedigree.not_applicable("nothing was trained")}
    return project.model("net").push(folder, progress=False, **facts, **given)


def test_what_is_pulled_is_what_was_pushed(project, folder, tmp_path):
    version = push(project, folder)
    assert version.pushed.manifest.file_count == 6
    assert version.pushed.sent_blobs == 5
    pulled = project.pull("models/net@1", tmp_path / "to", progress=False)
    assert contents(tmp_path / "to") == contents(folder)
    assert (pulled.version, pulled.files) == (version.name, 6)


def test_what_is_stored_is_not_sent_again(project, folder):
    push(project, folder)
    again = push(project, folder)
    assert (again.number, again.pushed.sent_blobs, again.pushed.sent_bytes) == (2, 0, 0)


def test_a_single_file_can_be_pushed(project, folder, tmp_path):
    push(project, folder / "big.bin")
    project.pull("models/net@latest", tmp_path / "to", progress=False)
    assert list(contents(tmp_path / "to")) == ["big.bin"]


def test_a_model_that_was_found_out_about_by_itself_carries_its_environment(project, folder, tmp_path):
    facts = MODEL | {"training_data": pedigree.not_applicable("nothing was trained")}
    for found_out in ("environment_digest", "accelerator", "training_started", "training_ended"):
        del facts[found_out]
    with pedigree.training() as period:
        pass
    version = project.model("net").push(folder, progress=False, **facts)
    record = version.record.model
    assert record.training_started.value.ToMicroseconds() == int(period.started.timestamp() * 1e6)
    assert record.training.accelerator.value
    version.pull(tmp_path / "to", progress=False)
    listing = (tmp_path / "to" / pedigree.capture.ENVIRONMENT_FILE).read_bytes()
    assert record.environment_digest.value == pedigree.digests.of_bytes(listing)


def test_a_push_that_was_killed_is_resumed_where_it_was(mesh, project, tmp_path):
    folder = tmp_path / "from"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.bin").write_bytes(os.urandom(512 << 10))
    kill_midway(mesh, project, folder)
    with pytest.raises(errors.VersionNotFound):
        project.model("net").version(1)
    version = push(project, folder)
    total = 40 * (512 << 10)
    assert 0 < version.pushed.sent_bytes < 0.75 * total
    project.pull("models/net@1", tmp_path / "to", progress=False)
    assert contents(tmp_path / "to") == contents(folder)


def test_a_large_file_is_resumed_by_another_process(mesh, project, tmp_path):
    folder = tmp_path / "from"
    folder.mkdir()
    (folder / "large.bin").write_bytes(os.urandom(60 << 20))
    digest = pedigree.digests.raw_of_file(folder / "large.bin")
    kill_midway(mesh, project, folder)
    question = v1.QueryUploadRequest(
        parent=project.name, digest_function=v1.DIGEST_FUNCTION_SHA256, digest=digest, size=60 << 20
    )
    status = project.client.artifacts.QueryUpload(question)
    assert (status.state, status.direct) == (v1.UPLOAD_STATE_OPEN, False)
    assert 0 < status.committed_offset <= 60 << 20
    seen = []

    def note(stage, done, total):
        if stage == "upload":
            seen.append(done)

    facts = MODEL | {"training_data": pedigree.not_applicable("nothing was trained")}
    with pedigree.connect(mesh.address, token_file=mesh.token_file or None, direct=False) as connection:
        connection.project(project.id).model("net").push(folder, progress=note, **facts)
    assert seen[1] >= status.committed_offset  # what had arrived counts at once, for it is not sent
    project.pull("models/net@1", tmp_path / "to", progress=False)
    assert contents(tmp_path / "to") == contents(folder)


def test_the_record_is_checked_before_bytes_are_sent(project, folder):
    with pytest.raises(errors.FieldsInvalid) as caught:
        project.model("net").push(folder, progress=False, framework=pedigree.not_stated("not said"))
    missing = {violation.subject for violation in caught.value.fields}
    assert {"record.origin.source", "record.model.base_model"} <= missing
    digest = pedigree.digests.raw_of_file(folder / "big.bin")
    request = v1.FindMissingBlobsRequest(parent=project.name, digest_function=v1.DIGEST_FUNCTION_SHA256, digests=digest)
    assert project.client.artifacts.FindMissingBlobs(request).missing == digest
