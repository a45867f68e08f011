"""Files and folders on this machine."""

import fnmatch
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pedigree import paths
from pedigree.errors import UnsafePath


class LocalFile(NamedTuple):
    """Something to push: a file, or bytes in memory."""

    path: str
    source: Path | bytes

    def size(self) -> int:
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size


def scan(root: str | Path, *, exclude: Iterable[str] = (), follow_symlinks: bool = False) -> list[LocalFile]:
    """The files to push: the one named, or all below the folder named, hidden ones too.

    Nothing is left out in silence: a symbolic link or a special file is an error, unless excluded by a pattern (as in
    `*.tmp`, matched against the relative path) or, for links to files, `follow_symlinks`. Empty folders have no content
    and so do not exist in a manifest. Names are listed in Unicode form NFC, whatever the system spells.
    """
    root = Path(root)
    if root.is_file():
        return [LocalFile(paths.check_one(paths.canonical(root.name)), root)]
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
        found.append(LocalFile(paths.check_one(paths.canonical(relative)), Path(entry.path)))
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
