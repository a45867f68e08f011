"""Large blobs on the short way down: from the object store, by requests that the server signs, checked here."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO

import grpc

from pedigree import digests, errors, workers
from pedigree.store import Store
from pedigree.v1 import SignDownloadRequest, SignedPiece

_AT_ONCE = 4
# Signatures end; what is signed at once is fetched in time on a slow line too.
_SIGNED_AT_ONCE = 256 << 20


class DirectFetcher:
    """Gets blobs of one project from the store; safe to use from several threads."""

    def __init__(self, client, project: str, store: Store):
        self._client = client
        self._project = project
        self._store = store

    def fetch(self, digest: bytes, size: int, stream: BinaryIO, count: Callable[[int], None], timeout: float) -> bool:
        """Fills a file with a blob; `count` is told of bytes that came, in no order. False if it lies among others,
        from where only the server gives it."""
        name = f"{self._project}/blobs/{digests.text(digest)}"
        writing = threading.Lock()

        def get(piece: SignedPiece) -> int:
            self._client.retry.run(lambda _: self._get(piece, stream, writing), timeout)
            count(piece.length)
            return piece.length

        got = sum(workers.stream(get, self._pieces(name, size), _AT_ONCE))
        if got == 0:
            return False
        stream.seek(0)
        if got != size or hashlib.file_digest(stream, "sha256").digest() != digest:
            raise errors.corrupt(f"{name}: what lies in the object store is not what it was", digests.text(digest))
        return True

    def _pieces(self, name: str, size: int) -> Iterator[SignedPiece]:
        offset = 0
        while offset < size:
            request = SignDownloadRequest(name=name, read_offset=offset, read_limit=_SIGNED_AT_ONCE)
            pieces = self._client.artifacts.SignDownload(request).pieces
            if not pieces:
                return
            yield from pieces
            offset = pieces[-1].offset + pieces[-1].length

    def _get(self, piece: SignedPiece, stream: BinaryIO, writing: threading.Lock) -> None:
        digest = hashlib.sha256()
        at = piece.offset

        def take(data: bytes) -> None:
            nonlocal at
            digest.update(data)
            with writing:
                stream.seek(at)
                stream.write(data)
            at += len(data)

        self._store.get(piece.url, take)
        if digest.digest() != piece.digest:
            raise errors.Unreachable("bytes from the object store were damaged", code=grpc.StatusCode.UNAVAILABLE)
