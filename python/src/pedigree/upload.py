"""Storing files: hash, ask what is missing, send only that, commit the list.

A push that was cut short is resumed by pushing again: what had arrived is not sent a second time.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pedigree import digests, errors, hashing, workers
from pedigree.files import LocalFile
from pedigree.listing import Listing, Row
from pedigree.progress import Progress
from pedigree.sending import Sender
from pedigree.v1 import (
    DIGEST_FUNCTION_SHA256,
    Capabilities,
    CommitManifestRequest,
    FindMissingBlobsRequest,
    GetCapabilitiesRequest,
    GetManifestRequest,
    Manifest,
    ManifestEntry,
)

_DIGEST_SIZE = 32
_SENDERS = 4
# What is held in memory of a folder at a time, whatever the server would take at once.
_MOST_ASKED = 20_000
_ENTRIES = 1_000


class Pushed(NamedTuple):
    """What a push did."""

    manifest: Manifest
    # Blobs and bytes that were sent, for the server did not have them.
    sent_blobs: int
    sent_bytes: int


class Upload:
    """Stores files in one project."""

    def __init__(self, client, project: str, stage: Callable[[str, int], Progress]):
        self._client = client
        self._project = project
        self._stage = stage

    def hash(self, found: Iterable[LocalFile]) -> Listing:
        """Reads every file once and gives its place in the manifest. The listing is the caller's to close."""
        listing = Listing()
        try:
            hashing.gather(listing, found)
            with self._stage("hash", listing.size) as progress:
                hashing.hash_all(listing, progress)
            return listing
        except BaseException:
            listing.close()
            raise

    def committed(self, listing: Listing) -> Manifest | None:
        """The manifest, if this very list of files was committed before: whoever names it in a version holds it."""
        try:
            name = f"{self._project}/manifests/{listing.manifest_digest()}"
            return self._client.artifacts.GetManifest(GetManifestRequest(name=name))
        except (errors.ManifestNotFound, errors.PermissionDenied):
            return None

    def mark_missing(self, listing: Listing) -> tuple[int, int]:
        """Marks one file for each blob that the project does not have; how many they are, and how many bytes."""
        limit = self._limits().max_find_missing_digests or 10_000
        for window in listing.windows("first", min(limit, _MOST_ASKED)):
            by_digest = {row.digest: row for row in window}
            request = FindMissingBlobsRequest(
                parent=self._project, digest_function=DIGEST_FUNCTION_SHA256, digests=b"".join(by_digest)
            )
            packed = self._client.artifacts.FindMissingBlobs(request).missing
            missing = (packed[at : at + _DIGEST_SIZE] for at in range(0, len(packed), _DIGEST_SIZE))
            listing.want_blobs(by_digest[digest] for digest in missing)
        return listing.sum("wanted")

    def send(self, listing: Listing, size: int) -> None:
        """Sends the marked files: small ones many to a call, large ones each in a stream of its own."""
        with self._stage("upload", size) as progress:
            sender = Sender(self._client, self._project, self._limits(), progress)
            workers.run(lambda job: job(), self._jobs(listing, sender), _SENDERS)

    def commit(self, listing: Listing) -> Manifest:
        """Makes the list of files whose blobs are all there; its digest is what a version's record names."""
        digest = listing.manifest_digest()
        timeout = 300 + listing.count / 1_000

        def requests() -> Iterator[CommitManifestRequest]:
            head = {"parent": self._project, "digest": digest}
            for window in listing.windows(most=self._limits().max_manifest_chunk_entries or _ENTRIES):
                entries = [ManifestEntry(path=row.path, digest=row.digest, size=row.size) for row in window]
                yield CommitManifestRequest(entries=entries, **head)
                head = {}
            if head:
                yield CommitManifestRequest(**head)

        return self._client.retry.run(
            lambda left: self._client.artifacts.CommitManifest(requests(), timeout=left), timeout
        )

    def _jobs(self, listing: Listing, sender: Sender) -> Iterator[Callable[[], None]]:
        limits = self._limits()
        batch: list[Row] = []
        size = 0
        for row in listing.rows("wanted"):
            if row.size > limits.max_batch_blob_bytes:
                yield lambda row=row: sender.send(row)
                continue
            if batch and (len(batch) >= limits.max_batch_blobs or size + row.size > limits.max_batch_bytes):
                yield lambda batch=batch: sender.batch(batch)
                batch, size = [], 0
            batch.append(row)
            size += row.size
        if batch:
            yield lambda: sender.batch(batch)

    def _limits(self) -> Capabilities:
        return self._client.capabilities(GetCapabilitiesRequest(parent=self._project))

    def file(self, path: Path) -> str:
        """Stores one file that is in no manifest, and gives its digest."""
        with self.hash([LocalFile("file", path)]) as listing:
            count, size = self.mark_missing(listing)
            if count:
                self.send(listing, size)
            return digests.text(listing.find("file").digest)


def push(upload: Upload, listing: Listing, before_sending: Callable[[], None] = lambda: None) -> Pushed:
    """Stores what was hashed, unless it is there. What must be known before bytes are sent is done in
    `before_sending`."""
    known = upload.committed(listing)
    return Pushed(known, 0, 0) if known else push_anew(upload, listing, before_sending)


def push_anew(upload: Upload, listing: Listing, before_sending: Callable[[], None] = lambda: None) -> Pushed:
    """The same, asking for every blob."""
    count, size = upload.mark_missing(listing)
    if count:
        before_sending()
        upload.send(listing, size)
    return Pushed(upload.commit(listing), count, size)
