"""Fetching the files of a version: every byte is verified, and nothing half-done is ever under its final name."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pedigree import digests, errors, pages, paths, workers
from pedigree.fetching import Fetcher, Wanted
from pedigree.listing import Listing, Row
from pedigree.placing import Folder
from pedigree.progress import Progress
from pedigree.v1 import Capabilities, GetCapabilitiesRequest, ListManifestEntriesRequest

_PAGE = 5_000
_FETCHERS = 8
_BLOCK = 256
# What is asked for with one call; it comes in pieces, so this is no amount of memory.
_BATCH_BLOBS = 2_000
_BATCH_BYTES = 32 << 20


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

    def entries(self, version: str, include_retired: bool, manifest_digest: str) -> Listing:
        """The files of a version, checked against the digest that its record names, their paths against the rules."""
        request = ListManifestEntriesRequest(parent=version, include_retired=include_retired, page_size=_PAGE)
        listing = Listing()
        try:
            for entry in pages.every(self._client.artifacts.ListManifestEntries, request, "entries"):
                listing.add(entry.path, entry.size, digest=entry.digest)
            listing.check()
            if listing.manifest_digest() != manifest_digest:
                raise errors.corrupt(f"the files listed for {version} are not those of its record", manifest_digest)
            return listing
        except BaseException:
            listing.close()
            raise

    def pull(self, version: str, listing: Listing, target: Path) -> Pulled:
        """Makes the folder hold these files. Files right already are kept, others that lie there are not touched."""
        target.mkdir(parents=True, exist_ok=True)
        self._mark_wrong_or_absent(listing, target)
        count, _ = listing.sum("wanted")
        _, size = listing.sum("wanted and first")
        partial = target / paths.PARTIAL
        if partial.is_symlink():
            raise errors.UnsafePath(f"{partial} is a symbolic link")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            self._fetch(listing, Folder(target, partial), size)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        return Pulled(target, version, listing.count, count, size)

    def file(self, digest: str, size: int, target: Path) -> None:
        """Fetches one blob, which takes the place of whatever file lies there when it is verified."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=paths.PARTIAL, dir=target.parent) as partial:
            with self._stage("download", size) as progress:
                fetcher = self._fetcher(Folder(target.parent, Path(partial)), progress)
                fetcher.fetch(Wanted(digests.raw(digest), size, [target.name]))

    def _mark_wrong_or_absent(self, listing: Listing, target: Path) -> None:
        with self._stage("check", listing.size) as progress:

            def wrong(rows: list[Row]) -> list[Row]:
                found = [row for row in rows if not _is_right(target / row.path, row)]
                progress.advance(sum(row.size for row in rows))
                return found

            for rows in workers.stream(wrong, listing.windows(most=_BLOCK), _FETCHERS):
                listing.want(rows)

    def _fetch(self, listing: Listing, folder: Folder, size: int) -> None:
        with self._stage("download", size) as progress:
            workers.run(lambda job: job(), self._jobs(listing, self._fetcher(folder, progress)), _FETCHERS)

    def _fetcher(self, folder: Folder, progress: Progress) -> Fetcher:
        return Fetcher(self._client, self._project, self._limits(), folder, progress)

    def _limits(self) -> Capabilities:
        return self._client.capabilities(GetCapabilitiesRequest(parent=self._project))

    def _jobs(self, listing: Listing, fetcher: Fetcher) -> Iterator[Callable[[], None]]:
        limits = self._limits()
        most = min(limits.max_batch_download_blobs, _BATCH_BLOBS)
        twins = listing.sum("wanted and not first")[0] > 0
        batch: list[Wanted] = []
        size = 0
        for row in listing.rows("wanted and first"):
            wanted = Wanted(row.digest, row.size, [row.path, *(listing.twins(row.digest) if twins else ())])
            if most == 0 or row.size > limits.max_batch_download_blob_bytes:
                yield lambda wanted=wanted: fetcher.fetch(wanted)
                continue
            batch.append(wanted)
            size += row.size
            if len(batch) >= most or size >= _BATCH_BYTES:
                yield lambda batch=batch: fetcher.batch(batch)
                batch, size = [], 0
        if batch:
            yield lambda: fetcher.batch(batch)


def _is_right(path: Path, row: Row) -> bool:
    return (
        not path.is_symlink()
        and path.is_file()
        and path.stat().st_size == row.size
        and digests.raw_of_file(path) == row.digest
    )
