"""Large files between this machine and the object store."""

import os

import pytest

import pedigree
from complete import MODEL
from interrupted import kill_midway
from pedigree import errors, v1
from pedigree.retry import RetryPolicy
from pedigree.store import Store

pytestmark = pytest.mark.mesh

PART = 8 << 20
SIZE = 4 * PART + 5


class Watched(Store):
    """Counts, and lets go wrong what a test wants to."""

    def __init__(self):
        super().__init__()
        self.puts = self.gets = 0
        self.damaged = 0

    def put(self, url, headers, body):
        self.puts += 1
        super().put(url, headers, body)

    def get(self, url, take):
        self.gets += 1
        if self.damaged:
            self.damaged -= 1
            super().get(url, lambda data: take(bytes([data[0] ^ 1]) + data[1:]))
        else:
            super().get(url, take)


class Elsewhere(Watched):
    """Reaches nothing."""

    def put(self, url, headers, body):
        super().put("http://127.0.0.1:1/", headers, body)

    def get(self, url, take):
        super().get("http://127.0.0.1:1/", take)


@pytest.fixture
def near(mesh, project):
    """The project over a connection whose store can be watched."""

    def connect(store, **more):
        connection = pedigree.connect(
            mesh.address, token_file=mesh.token_file or None, retry=RetryPolicy(first_wait=0.01), **more
        )
        made.append(connection)
        connection.client.store = store
        return connection.project(project.id)

    made = []
    yield connect
    for connection in made:
        connection.close()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "weights.bin"
    path.write_bytes(os.urandom(SIZE))
    return path


def push(project, file, progress=False):
    facts = MODEL | {"training_data": pedigree.not_applicable("nothing was trained")}
    return project.model("net").push(file, progress=progress, **facts)


def pulled(project, folder, progress=False):
    project.pull("models/net@latest", folder, progress=progress)
    return (folder / "weights.bin").read_bytes()


def test_bytes_pass_the_server_by_and_count_once(near, file, tmp_path):
    store, seen = Watched(), {}
    project = near(store)
    report = lambda stage, done, total: seen.__setitem__(stage, (done, total))  # noqa: E731
    push(project, file, report)
    assert store.puts == 5
    assert pulled(project, tmp_path / "to", report) == file.read_bytes()
    assert store.gets == 5
    assert seen["upload"] == seen["download"] == (SIZE, SIZE)


def test_where_the_store_is_not_reached_bytes_go_through_the_server(near, file, tmp_path):
    store = Elsewhere()
    project = near(store)
    push(project, file)
    assert store.puts > 0
    assert pulled(project, tmp_path / "to") == file.read_bytes()
    assert store.gets > 0


def test_whoever_wants_no_short_way_takes_none(near, file, tmp_path):
    store = Watched()
    project = near(store, direct=False)
    push(project, file)
    assert pulled(project, tmp_path / "to") == file.read_bytes()
    assert (store.puts, store.gets) == (0, 0)


def test_a_piece_that_is_damaged_on_its_way_is_fetched_again(near, file, tmp_path):
    store = Watched()
    project = near(store)
    push(project, file)
    store.damaged = 2
    assert pulled(project, tmp_path / "to") == file.read_bytes()
    assert store.gets == 5 + 2


def test_a_file_that_changes_while_it_is_put_is_refused(near, file):
    def change(stage, done, total):
        if stage == "upload" and done == 0:
            file.write_bytes(os.urandom(SIZE))

    with pytest.raises(errors.DigestMismatch, match="changed while it was sent"):
        push(near(Watched()), file, change)


def test_what_a_killed_process_had_put_is_not_put_again(mesh, near, project, tmp_path):
    folder, parts = cut_short(mesh, project, tmp_path), 20
    digest = pedigree.digests.raw_of_file(folder / "weights.bin")
    question = v1.QueryUploadRequest(
        parent=project.name, digest_function=v1.DIGEST_FUNCTION_SHA256, digest=digest, size=parts * PART
    )
    status = project.client.artifacts.QueryUpload(question)
    assert (status.state, status.direct) == (v1.UPLOAD_STATE_OPEN, True)
    store = Watched()
    push(near(store), folder)
    assert 0 < store.puts <= parts - 4  # a group of four had been committed at least
    assert pulled(project, tmp_path / "to") == (folder / "weights.bin").read_bytes()


def test_a_stream_does_not_go_on_with_what_was_put(mesh, near, project, tmp_path):
    folder = cut_short(mesh, project, tmp_path)
    push(near(Watched(), direct=False), folder)
    assert pulled(project, tmp_path / "to") == (folder / "weights.bin").read_bytes()


def cut_short(mesh, project, tmp_path):
    """A folder with a file of twenty parts, the first few of which a process had put that was killed."""
    folder = tmp_path / "from"
    folder.mkdir()
    (folder / "weights.bin").write_bytes(os.urandom(20 * PART))
    kill_midway(mesh, project, folder, "direct", 0)
    return folder
