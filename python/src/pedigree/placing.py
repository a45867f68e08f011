"""Where fetched files go: under a temporary name, and under their own when they are whole."""

import functools
import shutil
from pathlib import Path

from pedigree.files import folder_for

_FOLDERS_REMEMBERED = 4_096


class Folder:
    """The folder that a pull fills; `partial` inside it holds what is not verified yet."""

    def __init__(self, target: Path, partial: Path):
        self._target = target
        self._partial = partial
        # A folder that was looked at is not looked at again for the next file in it.
        self._folder_for = functools.lru_cache(_FOLDERS_REMEMBERED)(lambda parent: folder_for(target, f"{parent}/x"))

    def partial(self, digest: bytes) -> Path:
        """Where the bytes of a blob are gathered."""
        return self._partial / digest.hex()

    def place(self, partial: Path, places: list[str]) -> None:
        """Gives verified bytes each of these paths."""
        for number, place in enumerate(places[1:]):
            copy = partial.with_name(f"{partial.name}-{number}")
            shutil.copyfile(partial, copy)
            self._finish(copy, place)
        self._finish(partial, places[0])

    def _finish(self, partial: Path, place: str) -> None:
        parent, _, name = place.rpartition("/")
        folder = self._folder_for(parent) if parent else self._target
        partial.replace(folder / name)
