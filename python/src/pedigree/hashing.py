"""Reading the files to push, to learn what is in them."""

import hashlib
import io
import os
from collections.abc import Iterable, Iterator

from pedigree import workers
from pedigree.digests import FileEntry
from pedigree.files import LocalFile
from pedigree.listing import Listing, Row
from pedigree.progress import Progress

_CHUNK = 1 << 20
_HASHERS = min(8, os.cpu_count() or 1)
# Files and bytes that one worker reads before it hands over what it found.
_BLOCK_FILES = 256
_BLOCK_BYTES = 32 << 20


def gather(listing: Listing, found: Iterable[LocalFile]) -> None:
    """Lists the files, without reading them."""
    for file in found:
        if isinstance(file.source, bytes):
            listing.add(file.path, len(file.source), content=file.source)
        else:
            listing.add(file.path, os.stat(file.source).st_size, source=os.fsencode(file.source))
    listing.check()


def hash_all(listing: Listing, progress: Progress) -> None:
    """Reads every file once, several at a time."""

    def read(rows: list[Row]) -> list[FileEntry]:
        return [_entry(row, progress) for row in rows]

    for entries in workers.stream(read, _blocks(listing), _HASHERS):
        listing.hashed(entries)


def chunks(row: Row, size: int = _CHUNK, start: int = 0) -> Iterator[bytes]:
    """What a file holds from an offset on, in pieces of at most so many bytes."""
    with opened(row) as stream:
        stream.seek(start)
        while chunk := stream.read(size):
            yield chunk


def read_whole(row: Row) -> bytes:
    """What a small file holds; of one that has grown, enough to show that it is not what it was."""
    with opened(row) as stream:
        return stream.read(row.size + 1)


def opened(row: Row) -> io.RawIOBase | io.BytesIO:
    """What a file holds, from its first byte on; the caller's to close."""
    if row.content is not None:
        return io.BytesIO(row.content)
    return open(row.source, "rb", buffering=0)


def _entry(row: Row, progress: Progress) -> FileEntry:
    digest = hashlib.sha256()
    size = 0
    for chunk in chunks(row):
        digest.update(chunk)
        size += len(chunk)
        progress.advance(len(chunk))
    return FileEntry(row.path, digest.digest(), size)


def _blocks(listing: Listing) -> Iterator[list[Row]]:
    block: list[Row] = []
    size = 0
    for row in listing.rows():
        block.append(row)
        size += row.size
        if len(block) >= _BLOCK_FILES or size >= _BLOCK_BYTES:
            yield block
            block, size = [], 0
    if block:
        yield block
