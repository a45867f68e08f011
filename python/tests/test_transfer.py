"""Push and pull against a store in memory, for faults on the way; test_mesh_transfer.py has the real one."""

import functools
import hashlib
import os

import grpc
import pytest
import zstandard
from google.rpc import code_pb2

import pedigree
from fakes import MemoryArtifacts, Server, refuse
from pedigree import errors, files, paths, upload
from pedigree.download import Download
from pedigree.progress import stages
from pedigree.retry import RetryPolicy

BREAK = functools.partial(refuse, code=grpc.StatusCode.UNAVAILABLE, reason="SHUTTING_DOWN", retry_after=0.01)
P = "projects/p"


@pytest.fixture
def store():
    return MemoryArtifacts()


@pytest.fixture
def client(store):
    with Server(artifacts=store) as server:
        with pedigree.connect(server.address, retry=RetryPolicy(attempts=4, first_wait=0.01)) as connection:
            yield connection.client


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "from"
    for path, data in {
        "a.txt": b"one",
        "same.txt": b"one",
        "empty": b"",
        "sub/ünï 数.bin": b"two" * 1000,
        "big.bin": os.urandom((3 << 20) + 7),
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def push(client, folder, report=False):
    sender = upload.Upload(client, P, stages(report))
    with sender.hash(files.scan(folder)) as listing:
        return upload.push(sender, listing)


def pull(client, pushed, target, report=False):
    download = Download(client, P, stages(report))
    digest = pushed.manifest.digest
    with download.entries(f"{P}/manifests/{digest}", False, digest) as listing:
        return download.pull("a version", listing, target)


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_pulled_is_what_was_pushed(client, folder, tmp_path):
    pulled = pull(client, push(client, folder), tmp_path / "to")
    assert contents(tmp_path / "to") == contents(folder)
    assert (pulled.files, pulled.fetched_files) == (5, 5)


def test_what_is_stored_is_not_sent_again_and_the_same_bytes_once(client, store, folder):
    assert push(client, folder).sent_blobs == 4
    assert len(store.received) == 4
    (folder / "new").write_bytes(b"new")
    assert push(client, folder).sent_blobs == 1
    assert len(store.received) == 5


def test_files_that_are_right_already_are_not_fetched_again(client, store, folder, tmp_path):
    pushed, target = push(client, folder), tmp_path / "to"
    pull(client, pushed, target)
    (target / "a.txt").write_bytes(b"eno")
    (target / "empty").unlink()
    (target / "mine.txt").write_bytes(b"not in the version")
    store.downloads = 0
    assert pull(client, pushed, target).fetched_files == 2
    assert store.downloads == 2
    assert (target / "a.txt").read_bytes() == b"one"
    assert (target / "mine.txt").exists()


def test_a_stream_that_breaks_is_sent_again(client, store, folder):
    broken = []

    def break_once(request, context):
        if not broken and request.data:
            broken.append(True)
            BREAK(context)

    store.before_upload = break_once
    push(client, folder)
    assert broken
    assert hashlib.sha256((folder / "big.bin").read_bytes()).digest() in store.blobs


def test_of_a_batch_only_what_failed_is_sent_again(client, store, folder):
    failed = []

    def fail_once(blob):
        if blob.data == b"one" and not failed:
            failed.append(True)
            return code_pb2.UNAVAILABLE
        return None

    store.before_batch = fail_once
    push(client, folder)
    small = [hashlib.sha256(data).digest() for data in (b"one", b"", b"two" * 1000)]
    assert sorted(digest for digest in store.received if digest in small) == sorted(small)


def test_a_file_that_changes_while_it_is_pushed_is_refused(client, folder):
    sender = upload.Upload(client, P, stages(False))
    with sender.hash(files.scan(folder)) as listing:
        (folder / "big.bin").write_bytes(b"changed" * (1 << 19))
        with pytest.raises(errors.DigestMismatch):
            upload.push(sender, listing)


def test_a_download_that_breaks_goes_on_where_it_was(client, store, folder, tmp_path):
    pushed, broken, sent = push(client, folder), [], []

    def break_once(start, context):
        if start and not broken:
            broken.append(True)
            BREAK(context)
        sent.append(start)

    store.before_chunk = break_once
    pull(client, pushed, tmp_path / "to")
    assert broken
    assert sent == [0, 1 << 20, 2 << 20, 3 << 20]
    assert contents(tmp_path / "to") == contents(folder)


def test_of_a_batch_only_what_did_not_come_is_asked_for_again(client, store, folder, tmp_path):
    pushed, failed = push(client, folder), []

    def fail_once(blob):
        if blob.digest == hashlib.sha256(b"one").digest() and not failed:
            failed.append(True)
            blob.status.code = code_pb2.UNAVAILABLE
            blob.ClearField("data")

    store.before_download = fail_once
    pull(client, pushed, tmp_path / "to")
    assert contents(tmp_path / "to") == contents(folder)
    assert store.downloads == 5  # four blobs, and one again


@pytest.mark.parametrize("bomb", [zstandard.compress(b"two" * 100_000), b"no zstandard at all"])
def test_a_blob_that_would_decode_to_more_than_its_bytes_is_refused(client, store, folder, tmp_path, bomb):
    pushed = push(client, folder)

    def inflate(blob):
        if blob.encoding:
            blob.data = bomb

    store.before_download = inflate
    with pytest.raises(errors.ContentCorrupt):
        pull(client, pushed, tmp_path / "to")
    assert not (tmp_path / "to/sub/ünï 数.bin").exists()


def test_a_list_that_is_there_needs_no_other_question(client, store, folder):
    pushed = push(client, folder)
    store.FindMissingBlobs = None
    assert push(client, folder)[1:] == (0, 0)
    assert push(client, folder).manifest == pushed.manifest


def test_bytes_that_differ_never_get_their_final_name(client, store, folder, tmp_path):
    pushed = push(client, folder)
    store.blobs[hashlib.sha256(b"one").digest()] = b"eno"
    with pytest.raises(errors.ContentCorrupt):
        pull(client, pushed, tmp_path / "to")
    assert not (tmp_path / "to/a.txt").exists()
    assert not (tmp_path / "to" / paths.PARTIAL).exists()


def test_a_list_of_files_that_is_not_the_records_is_refused(client, store, folder, tmp_path):
    pushed = push(client, folder)
    store.manifests[pushed.manifest.digest].pop()
    with pytest.raises(errors.ContentCorrupt, match="not those of its record"):
        pull(client, pushed, tmp_path / "to")


def test_a_path_that_leads_out_is_refused_before_anything_is_written(client, store, folder, tmp_path):
    pushed = push(client, folder)
    store.manifests[pushed.manifest.digest][-1].path = "../../evil"
    with pytest.raises(errors.UnsafePath, match="evil"):
        pull(client, pushed, tmp_path / "to")
    assert not (tmp_path / "to").exists()


def test_progress_counts_every_byte_once(client, store, folder, tmp_path):
    seen = {}
    report = lambda stage, done, total: seen.__setitem__(stage, (done, total))  # noqa: E731
    pushed = push(client, folder, report)
    pull(client, pushed, tmp_path / "to", report)
    whole = sum(len(data) for data in contents(folder).values())
    unique = whole - len(b"one")
    assert seen == {
        "hash": (whole, whole),
        "upload": (unique, unique),
        "check": (whole, whole),
        "download": (unique, unique),
    }
