"""Fetching blobs and putting them in their places."""

import hashlib
import logging
from typing import NamedTuple

from google.rpc import code_pb2

from pedigree import digests, encoding, errors
from pedigree.direct_fetching import DirectFetcher
from pedigree.placing import Folder
from pedigree.progress import Progress, Tally
from pedigree.sending import timeout
from pedigree.v1 import (
    DIGEST_FUNCTION_SHA256,
    BatchDownloadBlobsRequest,
    BlobDownload,
    Capabilities,
    DownloadBlobRequest,
)

_LOGGER = logging.getLogger(__name__)


class Wanted(NamedTuple):
    """A blob, and each path that has this content."""

    digest: bytes
    size: int
    places: list[str]


class Fetcher:
    """Fetches from one project; safe to use from several threads."""

    def __init__(self, client, project: str, limits: Capabilities, folder: Folder, progress: Progress):
        self._client = client
        self._project = project
        self._least_direct = client.least_direct_bytes(limits)
        self._direct = DirectFetcher(client, project, client.store)
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

    def fetch(self, wanted: Wanted) -> None:
        """Fetches one blob of any size: straight from the object store where the server offers that and the store is
        reached, else through the server."""
        partial = self._folder.partial(wanted.digest)
        tally = Tally(self._progress)
        with open(partial, "w+b", buffering=0) as stream:
            if not self._fetch_directly(wanted, stream, tally):
                self._copy(wanted, stream, tally)
        self._folder.place(partial, wanted.places)

    def _fetch_directly(self, wanted: Wanted, stream, tally: Tally) -> bool:
        if self._least_direct is None or wanted.size < self._least_direct:
            return False
        try:
            return self._direct.fetch(wanted.digest, wanted.size, stream, tally.add, timeout(wanted.size))
        except errors.Unreachable as failure:
            _LOGGER.info("fetching through the server: %s", failure)
            self._least_direct = None
            return False

    def _copy(self, wanted: Wanted, stream, tally: Tally) -> None:
        """Fetches a blob through the server; a stream that breaks goes on where it was."""
        name = f"{self._project}/blobs/{digests.text(wanted.digest)}"
        digest, size = hashlib.sha256(), 0
        stream.seek(0)

        def attempt(left: float | None) -> None:
            nonlocal size
            request = DownloadBlobRequest(name=name, read_offset=size)
            for response in self._client.artifacts.DownloadBlob(request, timeout=left):
                stream.write(response.data)
                digest.update(response.data)
                size += len(response.data)
                tally.reached(size)

        self._client.retry.run(attempt, timeout(wanted.size))
        _check(wanted, digest.digest(), size)


def _check(wanted: Wanted, digest: bytes, size: int) -> None:
    if digest != wanted.digest or size != wanted.size:
        raise errors.corrupt(
            f"{wanted.places[0]}: what arrived is not what the manifest lists", digests.text(wanted.digest)
        )
