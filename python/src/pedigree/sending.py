"""Sending blobs that the server does not have."""

from collections.abc import Iterator

from google.rpc import code_pb2

from pedigree import encoding, errors, hashing
from pedigree.listing import Row
from pedigree.progress import Progress
from pedigree.v1 import (
    DIGEST_FUNCTION_SHA256,
    BatchUploadBlobsRequest,
    Capabilities,
    UploadBlobRequest,
    UploadSpec,
)

_CHUNK = 1 << 20
# The deadline of a transfer: long enough for a slow line, so that a stuck one still ends.
_SLOWEST_BYTES_PER_SECOND = 256 * 1024


class Sender:
    """Sends to one project; safe to use from several threads."""

    def __init__(self, client, project: str, limits: Capabilities, progress: Progress):
        self._client = client
        self._project = project
        self._encodings = list(limits.encodings)
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

    def stream(self, row: Row) -> None:
        """Sends one large blob."""
        counted = 0

        def requests() -> Iterator[UploadBlobRequest]:
            nonlocal counted
            spec = UploadSpec(digest_function=DIGEST_FUNCTION_SHA256, digest=row.digest, size=row.size)
            yield UploadBlobRequest(parent=self._project, spec=spec)
            sent = 0
            for data in hashing.chunks(row, self._chunk):
                yield UploadBlobRequest(data=data)
                sent += len(data)
                # A stream that is sent again has counted its first part already.
                self._progress.advance(max(0, sent - counted))
                counted = max(counted, sent)

        self._client.retry.run(
            lambda left: self._client.artifacts.UploadBlob(requests(), timeout=left), timeout(row.size)
        )


def timeout(size: int) -> float:
    """Seconds that moving so many bytes may take."""
    return 300 + size / _SLOWEST_BYTES_PER_SECOND
