"""Fetching the files of a version: every byte is verified, and nothing half-done is ever under its final name."""

import hashlib
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import grpc

from pedigree import digests, errors, files, pages, paths, workers
from pedigree.digests import FileEntry
from pedigree.progress import Progress
from pedigree.v1 import DownloadBlobRequest, ListManifestEntriesRequest

_PAGE = 5_000
_FETCHERS = 8
_SLOWEST_BYTES_PER_SECOND = 256 * 1024


class Pulled(NamedTuple):
    """What a pull did."""

    path: Path
    # Resource name of the version, with its exact number.
    version: str
    files: int
    # Files and bytes that were fetched; the others were there already.
    fetched_files: int
    fetched_bytes: int


class Download:
    """Fetches files of one project into a folder."""

    def __init__(self, client, project: str, stage: Callable[[str, int], Progress]):
        self._client = client
        self._project = project
        self._stage = stage

    def entries(self, version: str, include_retired: bool, manifest_digest: str) -> list[FileEntry]:
        """The files of a version, checked against the digest that its record names."""
        found = self._list(version, include_retired)
        if digests.of_manifest(found) != manifest_digest:
            raise _corrupt(f"the files listed for {version} are not those of its record", manifest_digest)
        return found

    def _list(self, version: str, include_retired: bool) -> list[FileEntry]:
        request = ListManifestEntriesRequest(parent=version, include_retired=include_retired, page_size=_PAGE)
        listed = pages.every(self._client.artifacts.ListManifestEntries, request, "entries")
        return [FileEntry(entry.path, entry.digest, entry.size) for entry in listed]

    def pull(self, version: str, entries: list[FileEntry], target: Path) -> Pulled:
        """Makes the folder hold these files. Files right already are kept, others that lie there are not touched."""
        paths.check(entry.path for entry in entries)
        target.mkdir(parents=True, exist_ok=True)
        wanted = self._wrong_or_absent(entries, target)
        partial = target / paths.PARTIAL
        if partial.is_symlink():
            raise errors.UnsafePath(f"{partial} is a symbolic link")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            self._fetch(wanted, target, partial)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        fetched = {entry.digest: entry.size for entry in wanted}
        return Pulled(target, version, len(entries), len(wanted), sum(fetched.values()))

    def _wrong_or_absent(self, entries: list[FileEntry], target: Path) -> list[FileEntry]:
        with self._stage("check", sum(entry.size for entry in entries)) as progress:

            def right(entry: FileEntry) -> bool:
                path = target / entry.path
                good = not path.is_symlink() and path.is_file() and path.stat().st_size == entry.size
                good = good and digests.raw_of_file(path) == entry.digest
                progress.advance(entry.size)
                return good

            present = workers.each(right, entries, _FETCHERS)
        return [entry for entry, is_right in zip(entries, present, strict=True) if not is_right]

    def _fetch(self, wanted: list[FileEntry], target: Path, partial: Path) -> None:
        places: dict[bytes, list[FileEntry]] = defaultdict(list)
        for entry in wanted:
            places[entry.digest].append(entry)
            files.folder_for(target, entry.path)
        with self._stage("download", sum(same[0].size for same in places.values())) as progress:
            workers.each(lambda same: self._place(same, target, partial, progress), places.values(), _FETCHERS)

    def _place(self, same: list[FileEntry], target: Path, partial: Path, progress: Progress) -> None:
        """Fetches one blob and puts it under each path that has this content."""
        handle, name = tempfile.mkstemp(dir=partial)
        with os.fdopen(handle, "wb") as stream:
            self._blob(same[0], stream, progress)
        for entry in same[1:]:
            copy = partial / f"{Path(name).name}-{entry.digest.hex()[:8]}"
            shutil.copyfile(name, copy)
            _finish(copy, target / entry.path)
        _finish(Path(name), target / same[0].path)

    def _blob(self, entry: FileEntry, stream, progress: Progress) -> None:
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
                progress.advance(max(0, size - counted))
                counted = max(counted, size)
            if digest.digest() != entry.digest or size != entry.size:
                raise _corrupt(f"{entry.path}: what arrived is not what the manifest lists", digests.text(entry.digest))

        self._client.retry.run(attempt, 300 + entry.size / _SLOWEST_BYTES_PER_SECOND)


def _finish(partial: Path, final: Path) -> None:
    # A file made by mkstemp is for its owner only; a pulled one is as any other file of the user.
    partial.chmod(0o666 & ~_UMASK)
    partial.replace(final)


# Reading the umask means setting it, for the whole process: done once, while the module is imported.
_UMASK = os.umask(0)
os.umask(_UMASK)


def _corrupt(message: str, digest: str) -> errors.PedigreeError:
    return errors.make("CONTENT_CORRUPT", message, code=grpc.StatusCode.DATA_LOSS, metadata={"digest": digest})
