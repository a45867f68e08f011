"""Storing files: hash, ask what is missing, send only that, commit the list.

A push that was cut short is resumed by pushing again: what had arrived is not sent a second time.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from typing import NamedTuple

from google.rpc import code_pb2

from pedigree import digests, errors, paths, workers
from pedigree.digests import FileEntry
from pedigree.files import LocalFile
from pedigree.progress import Progress
from pedigree.v1 import (
    DIGEST_FUNCTION_SHA256,
    BatchUploadBlobsRequest,
    BlobUpload,
    Capabilities,
    CommitManifestRequest,
    FindMissingBlobsRequest,
    GetCapabilitiesRequest,
    Manifest,
    ManifestEntry,
    UploadBlobRequest,
    UploadSpec,
)

_DIGEST_SIZE = 32
_CHUNK = 1 << 20
_HASHERS = min(8, os.cpu_count() or 1)
_SENDERS = 4
# Blobs in one call. The server stores all of them or answers for none, so a busy one should not be asked for too many.
_BATCH = 64
# The deadline of a stream: long enough for a slow line, so that a stuck one still ends.
_SLOWEST_BYTES_PER_SECOND = 256 * 1024


class Hashed(NamedTuple):
    """A file to push, with its digest."""

    file: LocalFile
    entry: FileEntry


class Pushed(NamedTuple):
    """What a push did."""

    manifest: Manifest
    # Blobs and bytes that were sent, for the server did not have them.
    sent_blobs: int
    sent_bytes: int


class Upload:
    """Stores files in one project."""

    def __init__(self, client, project: str, stage: Callable[[str, int], Progress]):
        self._client = client
        self._project = project
        self._stage = stage

    def hash(self, found: list[LocalFile]) -> list[Hashed]:
        """Reads every file once and gives its place in the manifest."""
        paths.check(file.path for file in found)
        with self._stage("hash", sum(file.size() for file in found)) as progress:

            def one(file: LocalFile) -> Hashed:
                entry = _entry(file)
                progress.advance(entry.size)
                return Hashed(file, entry)

            hashed = workers.each(one, found, _HASHERS)
        return sorted(hashed, key=lambda each: each.entry.path.encode())

    def missing(self, hashed: list[Hashed]) -> list[Hashed]:
        """One file for each blob that the project does not have."""
        limit = self._capabilities().max_find_missing_digests or 10_000
        unique = {each.entry.digest: each for each in hashed}
        order = list(unique)
        absent = []
        for start in range(0, len(order), limit):
            request = FindMissingBlobsRequest(
                parent=self._project,
                digest_function=DIGEST_FUNCTION_SHA256,
                digests=b"".join(order[start : start + limit]),
            )
            packed = self._client.artifacts.FindMissingBlobs(request).missing
            absent += [packed[at : at + _DIGEST_SIZE] for at in range(0, len(packed), _DIGEST_SIZE)]
        return [unique[digest] for digest in absent]

    def send(self, absent: list[Hashed]) -> None:
        """Sends blobs: small ones many to a call, large ones each in a stream of its own."""
        capabilities = self._capabilities()
        small = [each for each in absent if each.entry.size <= capabilities.max_batch_blob_bytes]
        large = [each for each in absent if each.entry.size > capabilities.max_batch_blob_bytes]
        with self._stage("upload", sum(each.entry.size for each in absent)) as progress:
            jobs = [lambda batch=batch: self._send_batch(batch, progress) for batch in _batches(small, capabilities)]
            jobs += [lambda one=one: self._send_stream(one, capabilities, progress) for one in large]
            workers.each(lambda job: job(), jobs, _SENDERS)

    def commit(self, hashed: list[Hashed]) -> Manifest:
        """Makes the list of files whose blobs are all there; its digest is what a version's record names."""
        entries = [each.entry for each in hashed]
        limit = self._capabilities().max_manifest_chunk_entries or 1_000
        timeout = 300 + len(entries) / 1_000

        def requests() -> Iterator[CommitManifestRequest]:
            for start in range(0, max(1, len(entries)), limit):
                request = CommitManifestRequest(entries=[_message(entry) for entry in entries[start : start + limit]])
                if start == 0:
                    request.parent = self._project
                    request.digest = digests.of_manifest(entries)
                yield request

        return self._client.retry.run(
            lambda left: self._client.artifacts.CommitManifest(requests(), timeout=left), timeout
        )

    def _capabilities(self) -> Capabilities:
        return self._client.capabilities(GetCapabilitiesRequest(parent=self._project))

    def _send_batch(self, batch: list[Hashed], progress: Progress) -> None:
        pending = [BlobUpload(digest=each.entry.digest, data=_read(each.file)) for each in batch]

        def attempt(left: float | None) -> None:
            request = BatchUploadBlobsRequest(
                parent=self._project, digest_function=DIGEST_FUNCTION_SHA256, blobs=pending
            )
            results = self._client.artifacts.BatchUploadBlobs(request, timeout=left).results
            failed = {result.digest: result.status for result in results if result.status.code != code_pb2.OK}
            progress.advance(sum(len(blob.data) for blob in pending if blob.digest not in failed))
            pending[:] = [blob for blob in pending if blob.digest in failed]
            if failed:
                raise errors.from_status(next(iter(failed.values())))

        self._client.retry.run(attempt, _stream_timeout(sum(each.entry.size for each in batch)))

    def _send_stream(self, one: Hashed, capabilities: Capabilities, progress: Progress) -> None:
        chunk = min(_CHUNK, capabilities.max_chunk_bytes or _CHUNK)
        counted = 0

        def requests() -> Iterator[UploadBlobRequest]:
            nonlocal counted
            spec = UploadSpec(digest_function=DIGEST_FUNCTION_SHA256, digest=one.entry.digest, size=one.entry.size)
            yield UploadBlobRequest(parent=self._project, spec=spec)
            sent = 0
            for data in _chunks(one.file, chunk):
                yield UploadBlobRequest(data=data)
                sent += len(data)
                # A stream that is sent again has counted its first part already.
                progress.advance(max(0, sent - counted))
                counted = max(counted, sent)

        self._client.retry.run(
            lambda left: self._client.artifacts.UploadBlob(requests(), timeout=left),
            _stream_timeout(one.entry.size),
        )


def push(upload: Upload, hashed: list[Hashed], before_sending: Callable[[], None] = lambda: None) -> Pushed:
    """Stores what was hashed. What must be known before bytes are sent is done in `before_sending`."""
    absent = upload.missing(hashed)
    if absent:
        before_sending()
        upload.send(absent)
    return Pushed(upload.commit(hashed), len(absent), sum(each.entry.size for each in absent))


def _entry(file: LocalFile) -> FileEntry:
    if isinstance(file.source, bytes):
        return FileEntry(file.path, hashlib.sha256(file.source).digest(), len(file.source))
    digest = hashlib.sha256()
    size = 0
    for chunk in _chunks(file, _CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return FileEntry(file.path, digest.digest(), size)


def _chunks(file: LocalFile, size: int) -> Iterator[bytes]:
    if isinstance(file.source, bytes):
        for start in range(0, len(file.source), size):
            yield file.source[start : start + size]
        return
    with open(file.source, "rb", buffering=0) as stream:
        while chunk := stream.read(size):
            yield chunk


def _read(file: LocalFile) -> bytes:
    return file.source if isinstance(file.source, bytes) else file.source.read_bytes()


def _batches(small: list[Hashed], capabilities: Capabilities) -> Iterator[list[Hashed]]:
    batch: list[Hashed] = []
    size = 0
    for each in small:
        full = (
            len(batch) >= min(_BATCH, capabilities.max_batch_blobs)
            or size + each.entry.size > capabilities.max_batch_bytes
        )
        if batch and full:
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += each.entry.size
    if batch:
        yield batch


def _message(entry: FileEntry) -> ManifestEntry:
    return ManifestEntry(path=entry.path, digest=entry.digest, size=entry.size)


def _stream_timeout(size: int) -> float:
    return 300 + size / _SLOWEST_BYTES_PER_SECOND
