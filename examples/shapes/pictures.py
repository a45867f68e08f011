"""Pictures of discs, rings and bars on a noisy ground, with faint smudges between them. They are drawn here, always the
same ones, so nobody has a right in them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

SEED = 2026
SIZE = 64
CLASSES = ["disc", "ring", "bar"]
GROUND, NOISE = 30, 14
# Grey values of what is drawn; a smudge is no thing, and nobody ought to label it.
SHADES = {"dark": 95, "bright": 190}
SMUDGE = 65
_MOST_THINGS = 4

# What the preprocessing does, for the digest in the record.
CONFIG = {"format": f"PGM P5, {SIZE}x{SIZE}", "seed": SEED, "noise": NOISE}


class Box(NamedTuple):
    """A rectangle in pixels, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def edges(self) -> np.ndarray:
        """Left, top, right, bottom."""
        return np.array([self.x, self.y, self.x + self.width, self.y + self.height], float)

    @classmethod
    def of(cls, edges: Iterable[float]) -> "Box":
        left, top, right, bottom = (float(edge) for edge in edges)
        return cls(left, top, right - left, bottom - top)

    @property
    def geometry(self) -> dict:
        """As a label states it."""
        return self._asdict() | {"frame": [SIZE, SIZE]}


class Thing(NamedTuple):
    """What there is to be labelled."""

    class_id: str
    box: Box
    shade: str


class Picture(NamedTuple):
    sample: str
    pixels: np.ndarray
    things: list[Thing]
    # Where it is smudged.
    smudges: list[Box]


def draw(numbers: range) -> Iterator[Picture]:
    return (_picture(number) for number in numbers)


def path(sample: str) -> str:
    return f"pictures/{sample}.pgm"


def write(folder: Path, pictures: Iterable[Picture]) -> None:
    for picture in pictures:
        file = folder / path(picture.sample)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(f"P5\n{SIZE} {SIZE}\n255\n".encode() + picture.pixels.tobytes())


def read(file: Path) -> np.ndarray:
    return np.frombuffer(file.read_bytes()[-SIZE * SIZE :], np.uint8).reshape(SIZE, SIZE)


def iou(one: Box, other: Box) -> float:
    """The share of what two boxes cover that both cover."""
    a, b = one.edges, other.edges
    width, height = np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None)
    both = float(width * height)
    return both / (one.width * one.height + other.width * other.height - both)


def _picture(number: int) -> Picture:
    random = np.random.default_rng([SEED, number])
    canvas = np.full((SIZE, SIZE), float(GROUND))
    taken: list[Box] = []
    things, smudges = [], []
    for _ in range(random.integers(2, _MOST_THINGS + 1)):
        class_id = str(random.choice(CLASSES))
        shade = str(random.choice(list(SHADES)))
        if box := _free(random, taken, _extent(random, class_id)):
            canvas[_inside(class_id, box)] = SHADES[shade]
            things.append(Thing(class_id, box, shade))
    if random.random() < 0.5:
        if box := _free(random, taken, (9, 9)):
            canvas[_inside("disc", box)] = SMUDGE
            smudges.append(box)
    pixels = np.clip(canvas + random.normal(0, NOISE, canvas.shape), 0, 255).astype(np.uint8)
    return Picture(f"{number:04d}", pixels, things, smudges)


def _extent(random: np.random.Generator, class_id: str) -> tuple[int, int]:
    if class_id == "bar":
        long, short = int(random.integers(16, 27)), int(random.integers(5, 9))
        return (long, short) if random.random() < 0.5 else (short, long)
    side = int(random.integers(11, 22))
    return side, side


def _free(random: np.random.Generator, taken: list[Box], extent: tuple[int, int]) -> Box | None:
    """A place that touches nothing, noted as taken; None where there is hardly any left."""
    for _ in range(50):
        x, y = (int(random.integers(0, SIZE - side + 1)) for side in extent)
        wide = Box(x - 2, y - 2, extent[0] + 4, extent[1] + 4)
        if all(iou(wide, other) == 0 for other in taken):
            taken.append(wide)
            return Box(x, y, *extent)
    return None


def _inside(class_id: str, box: Box) -> np.ndarray:
    """Which pixels a thing covers."""
    rows, columns = np.mgrid[:SIZE, :SIZE] + 0.5
    across = (columns - box.x) / box.width * 2 - 1
    down = (rows - box.y) / box.height * 2 - 1
    if class_id == "bar":
        return np.maximum(abs(across), abs(down)) <= 1
    radius = np.hypot(across, down)
    return (radius <= 1) & (radius >= (0.55 if class_id == "ring" else 0))
