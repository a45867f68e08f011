"""Simulated annotators. They are programs, and their labels say so: one is careful, the other hasty, and each errs the
same way in every run."""

from collections.abc import Iterator

import numpy as np

from .pictures import SEED, SIZE, Box, Picture, Thing

CAREFUL, HASTY = "simulated-careful", "simulated-hasty"
AGREED = "consensus"
# Of the simulation, as labels name it.
VERSION = "examples/shapes/annotators.py/1"

# How many pixels an edge is off, on average; how often a ring that is not large is taken for a disc.
_OFF = {CAREFUL: 0.4, HASTY: 1.0}
_TAKES_RING_FOR_DISC = {CAREFUL: 0.05, HASTY: 0.4}
_LARGE = 17
# What the tool of the second session did to every box.
SHIFT = 3


def label(picture: Picture, annotator: str) -> Iterator[dict]:
    """What an annotator says of each thing, as a row of labels."""
    random = _random(picture, annotator)
    for number, thing in enumerate(picture.things, 1):
        yield _row(picture, f"{number}", _seen(random, thing, annotator), _drawn(random, thing.box, annotator), thing)


def label_hastily(picture: Picture) -> Iterator[dict]:
    """What the hasty one says with a tool that shifts every box, who takes smudges for discs too."""
    for row in label(picture, HASTY):
        yield row | {"geometry": _shifted(Box.of(_edges(row["geometry"]))).geometry}
    for number, smudge in enumerate(picture.smudges, len(picture.things) + 1):
        thing = Thing("disc", smudge, "dark")
        yield _row(picture, f"{number}", "disc", _shifted(smudge), thing)


def correct(picture: Picture, row: dict) -> dict | None:
    """What the careful one makes of a label of the hasty one; None where it is no thing at all."""
    number = int(row["object"]) - 1
    if number >= len(picture.things):
        return None
    thing = picture.things[number]
    return _row(picture, row["object"], thing.class_id, _drawn(_random(picture, CAREFUL), thing.box, CAREFUL), thing)


def agree(picture: Picture, one: dict, other: dict) -> dict:
    """The box between two; the class that both say, or, where they differ, what a closer look shows."""
    thing = picture.things[int(one["object"]) - 1]
    edges = (_edges(one["geometry"]) + _edges(other["geometry"])) / 2
    class_id = one["class"] if one["class"] == other["class"] else thing.class_id
    return _row(picture, one["object"], class_id, Box.of(edges), thing)


def _row(picture: Picture, number: str, class_id: str, box: Box, thing: Thing) -> dict:
    return {
        "sample": picture.sample,
        "object": number,
        "class": class_id,
        "geometry": box.geometry,
        "attributes": {"shade": thing.shade},
    }


def _seen(random: np.random.Generator, thing: Thing, annotator: str) -> str:
    mistaken = random.random() < _TAKES_RING_FOR_DISC[annotator]
    return "disc" if mistaken and thing.class_id == "ring" and thing.box.width < _LARGE else thing.class_id


def _drawn(random: np.random.Generator, box: Box, annotator: str) -> Box:
    edges = np.rint(box.edges + random.normal(0, _OFF[annotator], 4))
    return Box.of(np.clip(edges, 0, SIZE))


def _shifted(box: Box) -> Box:
    return box._replace(x=box.x + SHIFT, y=box.y + SHIFT)


def _edges(geometry: dict) -> np.ndarray:
    return Box(geometry["x"], geometry["y"], geometry["width"], geometry["height"]).edges


def _random(picture: Picture, annotator: str) -> np.random.Generator:
    return np.random.default_rng([SEED, int(picture.sample), list(_OFF).index(annotator)])
