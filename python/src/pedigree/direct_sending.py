"""Large blobs on the short way up: parts that the server signs are put into the object store by this client.

A signature is for the very bytes of a part. The server makes a blob of the parts when it has read all of them back.
"""

import hashlib
import io
import time
from collections.abc import Callable

import grpc

from pedigree import digests, errors, hashing, workers
from pedigree.listing import Row
from pedigree.store import Store
from pedigree.v1 import (
    DIGEST_FUNCTION_SHA256,
    UPLOAD_STATE_COMPLETE,
    UPLOAD_STATE_FAILED,
    UPLOAD_STATE_VERIFYING,
    CommitUploadPartsRequest,
    PartDigest,
    QueryUploadRequest,
    SignUploadPartsRequest,
    UploadStatus,
)

_AT_ONCE = 4
# Parts that are signed and committed together.
_GROUP = 4
_BLOCK = 1 << 20
_FIRST_LOOK = 0.02
_LONGEST_LOOK = 1.0


class DirectSender:
    """Puts blobs of one project into the store; safe to use from several threads."""

    def __init__(self, client, project: str, store: Store):
        self._client = client
        self._project = project
        self._store = store

    def send(self, row: Row, count: Callable[[int], None], timeout: float) -> None:
        """Sends one file; `count` is told of bytes that are there, part by part in no order.

        An upload that broke off goes on: parts that the server knows of are not sent again.
        """
        status = self._client.artifacts.QueryUpload(self._about(QueryUploadRequest, row))
        if status.state == UPLOAD_STATE_COMPLETE:
            count(row.size)
            return
        cut = _Cut(row, status.part_size)
        groups = (cut.numbers[at : at + _GROUP] for at in range(0, len(cut.numbers), _GROUP))
        workers.run(lambda numbers: self._put(cut, numbers, count, timeout), groups, _AT_ONCE)
        self._await(row, time.monotonic() + timeout)

    def _about(self, kind, row: Row, **more):
        given = {"parent": self._project, "digest_function": DIGEST_FUNCTION_SHA256}
        return kind(digest=row.digest, size=row.size, **given, **more)

    def _put(self, cut: "_Cut", numbers: range, count: Callable[[int], None], timeout: float) -> None:
        parts = [PartDigest(number=number, digest=cut.digest(number)) for number in numbers]
        signed = self._client.artifacts.SignUploadParts(self._about(SignUploadPartsRequest, cut.row, parts=parts))

        def put(number: int, request) -> None:
            with cut.part(number) as body:
                self._store.put(request.url, request.headers, body)

        if not signed.existed:
            for number, request in zip(numbers, signed.requests, strict=True):
                if not request.stored:
                    self._client.retry.run(lambda _, number=number, request=request: put(number, request), timeout)
            self._client.artifacts.CommitUploadParts(self._about(CommitUploadPartsRequest, cut.row, parts=parts))
        count(sum(cut.length(number) for number in numbers))

    def _await(self, row: Row, until: float) -> None:
        """Waits until the server has read back what was put."""
        pause = _FIRST_LOOK
        while True:
            status: UploadStatus = self._client.artifacts.QueryUpload(self._about(QueryUploadRequest, row))
            if status.state == UPLOAD_STATE_COMPLETE:
                return
            if status.state == UPLOAD_STATE_FAILED:
                raise _changed(row, status.failure)
            if status.state != UPLOAD_STATE_VERIFYING or time.monotonic() > until:
                raise errors.Unreachable(f"{row.path} was put into the object store, and is not found there")
            time.sleep(pause)
            pause = min(_LONGEST_LOOK, 2 * pause)


class _Cut:
    """A file in parts, which are numbered from 1."""

    def __init__(self, row: Row, size: int):
        self.row = row
        self.numbers = range(1, -(-row.size // size) + 1)
        self._size = size

    def length(self, number: int) -> int:
        return min(self._size, self.row.size - (number - 1) * self._size)

    def part(self, number: int) -> "_Part":
        return _Part(self.row, (number - 1) * self._size, self.length(number))

    def digest(self, number: int) -> bytes:
        with self.part(number) as part:
            digest = hashlib.sha256()
            while data := part.read(_BLOCK):
                digest.update(data)
            return digest.digest()


class _Part(io.RawIOBase):
    """Some bytes of a file, as the body of a request."""

    def __init__(self, row: Row, start: int, length: int):
        self._stream = hashing.opened(row)
        self._stream.seek(start)
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        count = self._stream.readinto(memoryview(buffer)[: self._left])
        self._left -= count
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()


def _changed(row: Row, failure: str) -> errors.PedigreeError:
    return errors.make(
        "DIGEST_MISMATCH",
        f"{row.path} changed while it was sent: {failure}",
        code=grpc.StatusCode.INVALID_ARGUMENT,
        metadata={"declared": digests.text(row.digest)},
    )
