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


class Tree(Iterable[LocalFile]):
    """The files to push, looked for anew each time they are asked for, in no order: a million take no memory."""

    def __init__(self, root: Path, exclude: tuple[str, ...], follow_symlinks: bool, added: tuple[LocalFile, ...] = ()):
        self._root = root
        self._exclude = exclude
        self._follow_symlinks = follow_symlinks
        self._added = added

    def with_file(self, file: LocalFile) -> "Tree":
        """The same, with one more in the place of any that has its path."""
        return Tree(self._root, self._exclude, self._follow_symlinks, (*self._added, file))

    def __iter__(self) -> Iterator[LocalFile]:
        replaced = {file.path for file in self._added}
        yield from self._added
        for file in self._found():
            if file.path not in replaced:
                yield file

    def _found(self) -> Iterator[LocalFile]:
        if self._root.is_file():
            yield LocalFile(paths.check_one(paths.canonical(self._root.name)), self._root)
            return
        for relative, entry in _walk(self._root, ""):
            if any(fnmatch.fnmatchcase(relative, pattern) for pattern in self._exclude):
                continue
            if entry.is_symlink() and not (self._follow_symlinks and entry.is_file()):
                raise UnsafePath(
                    f"{entry.path} is a symbolic link: push its target, exclude it, or say follow_symlinks=True"
                )
            if not entry.is_file():
                raise UnsafePath(f"{entry.path} is neither a file nor a folder")
            yield LocalFile(paths.check_one(paths.canonical(relative)), Path(entry.path))


def scan(root: str | Path, *, exclude: Iterable[str] = (), follow_symlinks: bool = False) -> Tree:
    """The files to push: the one named, or all below the folder named, hidden ones too.

    Nothing is left out in silence: a symbolic link or a special file is an error, unless excluded by a pattern (as in
    `*.tmp`, matched against the relative path) or, for links to files, `follow_symlinks`. Empty folders have no content
    and so do not exist in a manifest. Names are listed in Unicode form NFC, whatever the system spells.
    """
    root = Path(root)
    if not root.is_file() and not root.is_dir():
        raise FileNotFoundError(f"nothing to push at {root}")
    return Tree(root, tuple(exclude), follow_symlinks)


def _walk(folder: str | Path, prefix: str) -> Iterator[tuple[str, os.DirEntry]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            relative = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, relative + "/")
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
