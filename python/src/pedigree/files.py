"""Files and folders on this machine, and the paths by which a manifest lists them."""

import fnmatch
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pedigree.errors import UnsafePath

# Where files are while they are fetched; left behind by a pull that was killed, removed by the next.
PARTIAL = ".pedigree-partial"

_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST = 1024


class LocalFile(NamedTuple):
    """Something to push: a file, or bytes in memory."""

    path: str
    source: Path | bytes

    def size(self) -> int:
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size


def check_path(path: str) -> str:
    """Returns the path if it is relative, canonical and stays within its folder on every system.

    A manifest comes from elsewhere: pull writes nothing before all its paths have passed this.
    """
    fault = _fault(path)
    if fault:
        raise UnsafePath(f"path {path!r}: {fault}")
    return path


def _fault(path: str) -> str | None:
    if not path:
        return "is empty"
    try:
        size = len(path.encode())
    except UnicodeEncodeError:
        return "is not valid Unicode"
    if size > _LONGEST:
        return f"is longer than {_LONGEST} bytes"
    if path.startswith("/"):
        return "is absolute"
    if "\\" in path:
        return "has a backslash, which some systems take for a separator"
    if _DRIVE.match(path) or (os.name == "nt" and ":" in path):
        return "has a drive letter"
    if any(unicodedata.category(character) == "Cc" for character in path):
        return "has a control character"
    if any(part in ("", ".", "..") for part in path.split("/")):
        return "has an empty, `.` or `..` segment"
    if path.split("/")[0] == PARTIAL:
        return "lies in the folder of unfinished downloads"
    return None


def check_paths(paths: Iterable[str]) -> None:
    """Checks each path, and that no file is also the folder of another."""
    seen = set()
    for path in paths:
        seen.add(check_path(path))
    for path in seen:
        for folder in _folders(path):
            if folder in seen:
                raise UnsafePath(f"path {folder!r}: is both a file and the folder of {path!r}")


def _folders(path: str) -> Iterator[str]:
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)


def scan(root: str | Path, *, exclude: Iterable[str] = (), follow_symlinks: bool = False) -> list[LocalFile]:
    """The files to push: the one named, or all below the folder named, hidden ones too.

    Nothing is left out in silence: a symbolic link or a special file is an error, unless excluded by a pattern (as in
    `*.tmp`, matched against the relative path) or, for links to files, `follow_symlinks`. Empty folders have no content
    and so do not exist in a manifest.
    """
    root = Path(root)
    if root.is_file():
        return [LocalFile(check_path(root.name), root)]
    if not root.is_dir():
        raise FileNotFoundError(f"nothing to push at {root}")
    patterns = list(exclude)
    found = []
    for relative, entry in _walk(root, ""):
        if any(fnmatch.fnmatchcase(relative, pattern) for pattern in patterns):
            continue
        if entry.is_symlink() and not (follow_symlinks and entry.is_file()):
            raise UnsafePath(
                f"{entry.path} is a symbolic link: push its target, exclude it, or say follow_symlinks=True"
            )
        if not entry.is_file():
            raise UnsafePath(f"{entry.path} is neither a file nor a folder")
        found.append(LocalFile(check_path(relative), Path(entry.path)))
    return found


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            relative = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), relative + "/")
            else:
                yield relative, entry


def folder_for(root: Path, path: str) -> Path:
    """Makes the folder of a file below the root; refuses to go through a symbolic link that lies there."""
    folder = root
    for part in path.split("/")[:-1]:
        folder = folder / part
        if folder.is_symlink():
            raise UnsafePath(f"{folder} is a symbolic link: pull does not write through it")
        folder.mkdir(exist_ok=True)
    return folder
