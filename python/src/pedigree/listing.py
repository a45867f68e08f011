"""The files of one push or pull, kept in a temporary file: a million of them take no more memory than a thousand."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pedigree import digests, paths
from pedigree.digests import FileEntry
from pedigree.errors import UnsafePath

_WINDOW = 4_096
_CACHE_KIB = 16 << 10

_SCHEMA = """
create table file (
    path blob primary key, size integer not null, digest blob, source blob, content blob,
    first integer not null default 0,   -- of the files with these bytes
    wanted integer not null default 0   -- its bytes have to be moved
) without rowid;
create table blob (digest blob primary key) without rowid;
create table spelling (folded text primary key, path blob not null) without rowid;
create table folder (folded text primary key, path blob not null) without rowid;
create index twin on file (digest) where wanted and not first;
"""


class Row(NamedTuple):
    """One file: what a manifest says of it, and where it lies on this machine if it is to be pushed."""

    path: str
    size: int
    digest: bytes
    source: bytes | None
    content: bytes | None

    @property
    def entry(self) -> FileEntry:
        return FileEntry(self.path, self.digest, self.size)


class Listing:
    """Files in the order of their path bytes. For use by one thread at a time; close it, or use it in `with`."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="pedigree-")
        place = Path(self._folder.name) / "listing"
        self._db = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
        self._db.executescript(
            f"pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -{_CACHE_KIB}; {_SCHEMA} begin;"
        )
        self._last_folder = ""
        self.count = 0
        self.size = 0

    def add(self, path: str, size: int, *, digest: bytes = b"", source: bytes | None = None, content=None) -> None:
        """Adds a file; refuses a path that no manifest may hold, or that cannot lie beside the others everywhere."""
        paths.check_one(path)
        spelled, folded = path.encode(), paths.fold(path)
        try:
            self._db.execute("insert into spelling values (?, ?)", (folded, spelled))
        except sqlite3.IntegrityError:
            other = self._db.execute("select path from spelling where folded = ?", (folded,)).fetchone()[0].decode()
            raise UnsafePath(f"paths {other!r} and {path!r} are one where letter case makes no difference") from None
        self._add_folders(path, folded)
        self._db.execute(
            "insert into file (path, size, digest, source, content) values (?, ?, ?, ?, ?)",
            (spelled, size, digest, source, content),
        )
        self.count += 1
        self.size += size

    def check(self) -> None:
        """To be called when all were added: refuses a file that is also a folder."""
        clash = self._db.execute("select s.path, f.path from spelling s join folder f using (folded)").fetchone()
        if clash:
            file, inside = (path.decode() for path in clash)
            raise UnsafePath(f"path {file!r}: is a file, and also a folder in {inside!r}")

    def windows(self, condition: str = "true", most: int = _WINDOW) -> Iterator[list[Row]]:
        """All files, or those for which the condition holds, some at a time; they may be changed meanwhile."""
        query = f"select path, size, digest, source, content from file where path > ? and {condition} order by path"
        after = b""
        while found := self._db.execute(f"{query} limit {most}", (after,)).fetchall():
            after = found[-1][0]
            yield [Row(path.decode(), *rest) for path, *rest in found]

    def rows(self, condition: str = "true") -> Iterator[Row]:
        for window in self.windows(condition):
            yield from window

    def find(self, path: str) -> FileEntry | None:
        found = self._db.execute("select path, digest, size from file where path = ?", (path.encode(),)).fetchone()
        return FileEntry(path, *found[1:]) if found else None

    def hashed(self, entries: Iterable[FileEntry]) -> None:
        """Notes what these files hold. The first of those that hold the same is marked as such."""
        for entry in entries:
            key = entry.path.encode()
            known = self._db.execute("select size from file where path = ?", (key,)).fetchone()[0]
            self.size += entry.size - known
            self._db.execute(
                "update file set size = ?, digest = ?, first = ? where path = ?",
                (entry.size, entry.digest, self._is_first(entry.digest), key),
            )

    def want(self, rows: Iterable[Row]) -> None:
        """Marks files whose bytes have to be moved; of those that hold the same, the first."""
        for row in rows:
            first = self._is_first(row.digest)
            self._db.execute("update file set wanted = 1, first = ? where path = ?", (first, row.path.encode()))

    def want_blobs(self, rows: Iterable[Row]) -> None:
        """Marks files that are the first with their bytes already."""
        self._db.executemany("update file set wanted = 1 where path = ?", ((row.path.encode(),) for row in rows))

    def twins(self, digest: bytes) -> list[str]:
        """The other wanted files with these bytes."""
        query = "select path from file where digest = ? and wanted and not first"
        return [path.decode() for (path,) in self._db.execute(query, (digest,))]

    def sum(self, condition: str) -> tuple[int, int]:
        """How many files there are for which the condition holds, and how many bytes in them."""
        return self._db.execute(f"select count(*), coalesce(sum(size), 0) from file where {condition}").fetchone()

    def manifest_digest(self) -> str:
        return digests.of_sorted(row.entry for row in self.rows())

    def close(self) -> None:
        self._db.close()
        self._folder.cleanup()

    def __enter__(self) -> "Listing":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def _is_first(self, digest: bytes) -> bool:
        return self._db.execute("insert or ignore into blob values (?)", (digest,)).rowcount == 1

    def _add_folders(self, path: str, folded: str) -> None:
        parent = folded.rpartition("/")[0]
        if parent == self._last_folder:
            return
        self._last_folder = parent
        rows = ((folder, path.encode()) for folder in paths.folders(folded))
        self._db.executemany("insert or ignore into folder values (?, ?)", rows)
