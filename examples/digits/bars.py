"""A rule that tells sevens with a bar through their stem from those without."""

from pathlib import Path

from . import data

# Looked up in the images: stems and hooks alone put less ink into any middle row, nearly all bars more.
LEAST_INK = 46
_MIDDLE = slice(3, 6)


def crossed(folder: Path, sample: str) -> bool:
    """Whether one of the middle rows has the ink of a bar."""
    return int(data.pixels(folder, sample)[_MIDDLE].sum(axis=1).max()) >= LEAST_INK
