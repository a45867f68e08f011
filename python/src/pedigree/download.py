"""Fetching the files of a version: every byte is verified, and nothing half-done is ever under its final name."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pedigree import digests, errors, pages, paths, workers
from pedigree.fetching import Fetcher
from pedigree.listing import Listing, Row
from pedigree.placing import Folder
from pedigree.progress import Progress
from pedigree.v1 import ListManifestEntriesRequest

_PAGE = 5_000
_FETCHERS = 8
_BLOCK = 256


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
            fetcher = Fetcher(self._client, self._project, folder, progress)
            workers.run(lambda job: job(), self._jobs(listing, fetcher), _FETCHERS)

    @staticmethod
    def _jobs(listing: Listing, fetcher: Fetcher) -> Iterator[Callable[[], None]]:
        twins = listing.sum("wanted and not first")[0] > 0
        for row in listing.rows("wanted and first"):
            places = [row.path, *(listing.twins(row.digest) if twins else ())]
            yield lambda row=row, places=places: fetcher.fetch(row.entry, places)


def _is_right(path: Path, row: Row) -> bool:
    return (
        not path.is_symlink()
        and path.is_file()
        and path.stat().st_size == row.size
        and digests.raw_of_file(path) == row.digest
    )
