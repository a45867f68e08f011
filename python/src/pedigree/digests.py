"""Content by its SHA-256."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class FileEntry(NamedTuple):
    """A file as a manifest lists it; the digest is raw."""

    path: str
    digest: bytes
    size: int


def text(digest: bytes) -> str:
    """`sha256:<64 hex>`, the form of digests in records and names."""
    return f"sha256:{digest.hex()}"


def raw(digest: str) -> bytes:
    """The bytes that the text stands for."""
    return bytes.fromhex(digest.removeprefix("sha256:"))


def of_bytes(data: bytes) -> str:
    return text(hashlib.sha256(data).digest())


def of_file(path: str | Path) -> str:
    """The digest of a file, such as a lock file or a guideline, in the form that records take."""
    return text(raw_of_file(path))


def raw_of_file(path: str | Path) -> bytes:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def in_order(entries: Iterable[FileEntry]) -> list[FileEntry]:
    """The order of a manifest: by the bytes of the path."""
    return sorted(entries, key=lambda entry: entry.path.encode())


def of_manifest(entries: Iterable[FileEntry]) -> str:
    """SHA-256 over the lines `hex SP size SP path LF`, sorted by path bytes."""
    return of_sorted(in_order(entries))


def of_sorted(entries: Iterable[FileEntry]) -> str:
    """The same for entries that come in order."""
    running = hashlib.sha256()
    for entry in entries:
        running.update(f"{entry.digest.hex()} {entry.size} {entry.path}\n".encode())
    return text(running.digest())
