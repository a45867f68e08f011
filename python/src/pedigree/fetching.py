"""Fetching blobs and putting them in their places."""

import hashlib
from typing import NamedTuple

from google.rpc import code_pb2

from pedigree import digests, encoding, errors
from pedigree.placing import Folder
from pedigree.progress import Progress
from pedigree.sending import timeout
from pedigree.v1 import DIGEST_FUNCTION_SHA256, BatchDownloadBlobsRequest, BlobDownload, DownloadBlobRequest


class Wanted(NamedTuple):
    """A blob, and each path that has this content."""

    digest: bytes
    size: int
    places: list[str]


class Fetcher:
    """Fetches from one project; safe to use from several threads."""

    def __init__(self, client, project: str, folder: Folder, progress: Progress):
        self._client = client
        self._project = project
        self._folder = folder
        self._progress = progress

    def batch(self, wanted: list[Wanted]) -> None:
        """Fetches small blobs with one call; those that did not come again, as long as they may."""
        pending = {blob.digest: blob for blob in wanted}

        def attempt(left: float | None) -> None:
            request = BatchDownloadBlobsRequest(
                parent=self._project,
                digest_function=DIGEST_FUNCTION_SHA256,
                digests=b"".join(pending),
                accept_encodings=encoding.ACCEPTED,
            )
            failure = None
            for response in self._client.artifacts.BatchDownloadBlobs(request, timeout=left):
                for blob in response.blobs:
                    if blob.status.code != code_pb2.OK:
                        failure = failure or errors.from_status(blob.status)
                    elif blob.digest in pending:
                        self._take(blob, pending[blob.digest])
                        del pending[blob.digest]
            if failure:
                raise failure
            for digest in pending:
                raise errors.corrupt("the server left out a blob that was asked for", digests.text(digest))

        self._client.retry.run(attempt, timeout(sum(blob.size for blob in wanted)))

    def _take(self, blob: BlobDownload, wanted: Wanted) -> None:
        data = encoding.decoded(blob, wanted.size)
        _check(wanted, hashlib.sha256(data).digest(), len(data))
        partial = self._folder.partial(wanted.digest)
        with open(partial, "wb", buffering=0) as stream:
            stream.write(data)
        self._folder.place(partial, wanted.places)
        self._progress.advance(len(data))

    def stream(self, wanted: Wanted) -> None:
        """Fetches one blob of any size."""
        partial = self._folder.partial(wanted.digest)
        with open(partial, "wb") as stream:
            self._copy(wanted, stream)
        self._folder.place(partial, wanted.places)

    def _copy(self, wanted: Wanted, stream) -> None:
        request = DownloadBlobRequest(name=f"{self._project}/blobs/{digests.text(wanted.digest)}")
        counted = 0

        def attempt(left: float | None) -> None:
            nonlocal counted
            stream.seek(0)
            stream.truncate()
            digest, size = hashlib.sha256(), 0
            for response in self._client.artifacts.DownloadBlob(request, timeout=left):
                stream.write(response.data)
                digest.update(response.data)
                size += len(response.data)
                self._progress.advance(max(0, size - counted))
                counted = max(counted, size)
            _check(wanted, digest.digest(), size)

        self._client.retry.run(attempt, timeout(wanted.size))


def _check(wanted: Wanted, digest: bytes, size: int) -> None:
    if digest != wanted.digest or size != wanted.size:
        raise errors.corrupt(
            f"{wanted.places[0]}: what arrived is not what the manifest lists", digests.text(wanted.digest)
        )
