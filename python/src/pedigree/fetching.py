"""Fetching blobs and putting them in their places."""

import hashlib

from pedigree import digests, errors
from pedigree.digests import FileEntry
from pedigree.placing import Folder
from pedigree.progress import Progress
from pedigree.sending import timeout
from pedigree.v1 import DownloadBlobRequest


class Fetcher:
    """Fetches from one project; safe to use from several threads."""

    def __init__(self, client, project: str, folder: Folder, progress: Progress):
        self._client = client
        self._project = project
        self._folder = folder
        self._progress = progress

    def fetch(self, entry: FileEntry, places: list[str]) -> None:
        """Fetches one blob and puts it under each path that has this content."""
        partial = self._folder.partial(entry.digest)
        with open(partial, "wb") as stream:
            self._stream(entry, stream)
        self._folder.place(partial, places)

    def _stream(self, entry: FileEntry, stream) -> None:
        request = DownloadBlobRequest(name=f"{self._project}/blobs/{digests.text(entry.digest)}")
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
            if digest.digest() != entry.digest or size != entry.size:
                raise errors.corrupt(
                    f"{entry.path}: what arrived is not what the manifest lists", digests.text(entry.digest)
                )

        self._client.retry.run(attempt, timeout(entry.size))
