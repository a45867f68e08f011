"""Sending blobs that the server does not have."""

import logging
from collections.abc import Iterator

from google.rpc import code_pb2

from pedigree import encoding, errors, hashing
from pedigree.direct_sending import DirectSender
from pedigree.listing import Row
from pedigree.progress import Progress, Tally
from pedigree.v1 import (
    DIGEST_FUNCTION_SHA256,
    UPLOAD_STATE_OPEN,
    BatchUploadBlobsRequest,
    Capabilities,
    QueryUploadRequest,
    UploadBlobRequest,
    UploadSpec,
)

_LOGGER = logging.getLogger(__name__)
_CHUNK = 1 << 20
# The deadline of a transfer: long enough for a slow line, so that a stuck one still ends.
_SLOWEST_BYTES_PER_SECOND = 256 * 1024


class Sender:
    """Sends to one project; safe to use from several threads."""

    def __init__(self, client, project: str, limits: Capabilities, progress: Progress):
        self._client = client
        self._project = project
        self._encodings = list(limits.encodings)
        self._part = limits.part_bytes
        self._least_direct = client.least_direct_bytes(limits)
        self._direct = DirectSender(client, project, client.store)
        self._chunk = min(_CHUNK, limits.max_chunk_bytes or _CHUNK)
        self._progress = progress

    def batch(self, rows: list[Row]) -> None:
        """Sends small blobs in one call; those that failed again, as long as they may."""
        sizes = {row.digest: row.size for row in rows}
        pending = [encoding.encoded(row.digest, hashing.read_whole(row), self._encodings) for row in rows]

        def attempt(left: float | None) -> None:
            request = BatchUploadBlobsRequest(
                parent=self._project, digest_function=DIGEST_FUNCTION_SHA256, blobs=pending
            )
            results = self._client.artifacts.BatchUploadBlobs(request, timeout=left).results
            failed = {result.digest: result.status for result in results if result.status.code != code_pb2.OK}
            self._progress.advance(sum(sizes[blob.digest] for blob in pending if blob.digest not in failed))
            pending[:] = [blob for blob in pending if blob.digest in failed]
            if failed:
                raise errors.from_status(next(iter(failed.values())))

        self._client.retry.run(attempt, timeout(sum(sizes.values())))

    def send(self, row: Row) -> None:
        """Sends one large blob, from where an upload of it broke off, in whichever process: straight into the object
        store where the server offers that and the store is reached, else through the server."""
        tally = Tally(self._progress)
        if self._least_direct is not None and row.size >= self._least_direct:
            try:
                self._direct.send(row, tally.add, timeout(row.size))
                return
            except errors.Unreachable as failure:
                _LOGGER.info("sending through the server: %s", failure)
                self._least_direct = None
        self._stream(row, tally)

    def _stream(self, row: Row, tally: Tally) -> None:
        def requests(start: int) -> Iterator[UploadBlobRequest]:
            spec = UploadSpec(digest_function=DIGEST_FUNCTION_SHA256, digest=row.digest, size=row.size, offset=start)
            yield UploadBlobRequest(parent=self._project, spec=spec)
            for data in hashing.chunks(row, self._chunk, start):
                yield UploadBlobRequest(data=data)
                start += len(data)
                tally.reached(start)

        def attempt(left: float | None) -> None:
            start = self._committed(row)
            tally.reached(start)
            self._client.artifacts.UploadBlob(requests(start), timeout=left)

        try:
            self._client.retry.run(attempt, timeout(row.size))
        except (errors.UploadOffsetMismatch, errors.UploadNotFound):
            # It moved between the question and the stream.
            self._client.retry.run(attempt, timeout(row.size))

    def _committed(self, row: Row) -> int:
        """How many bytes of a blob an earlier upload has brought: whole parts of it, in their order."""
        if not self._part or row.size <= self._part:
            return 0
        request = QueryUploadRequest(
            parent=self._project, digest_function=DIGEST_FUNCTION_SHA256, digest=row.digest, size=row.size
        )
        status = self._client.artifacts.QueryUpload(request)
        return status.committed_offset if status.state == UPLOAD_STATE_OPEN and not status.direct else 0


def timeout(size: int) -> float:
    """Seconds that moving so many bytes may take."""
    return 300 + size / _SLOWEST_BYTES_PER_SECOND
