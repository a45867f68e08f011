"""A small detector that learns from boxes: how bright things are, how labellers draw round them, how classes look."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .pictures import CLASSES, SIZE, Box, iou

EVALUATOR = "shapes-eval/1"
# A found box and a label are of the same thing from here on.
SAME_THING = 0.5
CONFIG = {
    "optimizer": "none: closed form",
    "same_thing_iou": SAME_THING,
    "least_pixels": 12,
    "features": ["ink", "ink in the middle", "elongation"],
}


class Found(NamedTuple):
    """A thing of a class in a box: labelled, or detected."""

    class_id: str
    box: Box


class Detector:
    """Things are what is brighter than a threshold and hangs together."""

    def __init__(self, threshold: float, margins: np.ndarray, means: dict[str, np.ndarray], spread: np.ndarray):
        self._threshold = threshold
        # How far labellers draw the edges outside of what is bright.
        self._margins = margins
        self._means = means
        self._spread = spread

    @classmethod
    def fit(cls, examples: Iterable[tuple[np.ndarray, list[Found]]]) -> "Detector":
        examples = list(examples)
        threshold = _threshold(examples)
        pairs = [
            (label, blob, pixels)
            for pixels, labels in examples
            for blob in _blobs(pixels > threshold)
            for label in labels
            if iou(label.box, blob) >= SAME_THING
        ]
        margins = np.mean([label.box.edges - blob.edges for label, blob, _ in pairs], axis=0)
        features = np.array([_features(pixels > threshold, blob) for _, blob, pixels in pairs])
        classes = np.array([label.class_id for label, _, _ in pairs])
        means = {class_id: features[classes == class_id].mean(axis=0) for class_id in CLASSES}
        spread = np.mean([features[classes == class_id].std(axis=0) for class_id in CLASSES], axis=0)
        return cls(threshold, margins, means, spread)

    def detect(self, pixels: np.ndarray) -> list[Found]:
        bright = pixels > self._threshold
        return [
            Found(self._class(_features(bright, blob)), Box.of(np.clip(blob.edges + self._margins, 0, SIZE)))
            for blob in _blobs(bright)
        ]

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        weights = {
            "threshold": self._threshold,
            "margins": self._margins.tolist(),
            "means": {class_id: mean.tolist() for class_id, mean in self._means.items()},
            "spread": self._spread.tolist(),
        }
        (folder / "detector.json").write_text(json.dumps(weights, indent=1), "utf-8")

    def _class(self, features: np.ndarray) -> str:
        return min(self._means, key=lambda class_id: np.sum(((features - self._means[class_id]) / self._spread) ** 2))


def measure(detector: Detector, examples: Iterable[tuple[np.ndarray, list[Found]]]) -> dict:
    """Precision, recall - also of each class - and how well the boxes fit those that were labelled."""
    detected, fits = 0, []
    labelled, hit = dict.fromkeys(CLASSES, 0), dict.fromkeys(CLASSES, 0)
    for pixels, labels in examples:
        found = detector.detect(pixels)
        detected += len(found)
        for label in labels:
            labelled[label.class_id] += 1
            same = [one for one in found if one.class_id == label.class_id and iou(one.box, label.box) >= SAME_THING]
            if same:
                best = max(same, key=lambda one: iou(one.box, label.box))
                found.remove(best)
                hit[label.class_id] += 1
                fits.append(iou(best.box, label.box))
    return {
        "precision": sum(hit.values()) / max(detected, 1),
        "recall": {class_id: hit[class_id] / labelled[class_id] for class_id in CLASSES},
        "f1": 2 * sum(hit.values()) / (detected + sum(labelled.values())),
        "mean_iou": float(np.mean(fits)) if fits else 0.0,
    }


def _threshold(examples: list[tuple[np.ndarray, list[Found]]]) -> float:
    """The grey value that best tells pixels inside of labelled boxes from those outside."""
    inside, outside = np.zeros(256), np.zeros(256)
    for pixels, labels in examples:
        boxed = np.zeros(pixels.shape, bool)
        for label in labels:
            left, top, right, bottom = np.rint(np.clip(label.box.edges, 0, SIZE)).astype(int)
            boxed[top:bottom, left:right] = True
        inside += np.bincount(pixels[boxed], minlength=256)
        outside += np.bincount(pixels[~boxed], minlength=256)
    gain = np.cumsum(outside) / outside.sum() - np.cumsum(inside) / inside.sum()
    best = np.flatnonzero(gain >= gain.max() - 0.005)
    return float(best.mean())


def _blobs(bright: np.ndarray) -> list[Box]:
    """The boxes of what hangs together, without specks."""
    left = {(int(row), int(column)) for row, column in np.argwhere(bright)}
    boxes = []
    while left:
        reached, edge = [], [left.pop()]
        while edge:
            row, column = edge.pop()
            reached.append((row, column))
            for near in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                if near in left:
                    left.remove(near)
                    edge.append(near)
        if len(reached) >= CONFIG["least_pixels"]:
            rows, columns = zip(*reached, strict=True)
            boxes.append(Box.of((min(columns), min(rows), max(columns) + 1, max(rows) + 1)))
    return sorted(boxes)


def _features(bright: np.ndarray, blob: Box) -> np.ndarray:
    left, top, right, bottom = blob.edges.astype(int)
    ink = bright[top:bottom, left:right]
    down, across = (side // 3 for side in ink.shape)
    middle = ink[down : ink.shape[0] - down, across : ink.shape[1] - across]
    return np.array([ink.mean(), middle.mean(), np.log(max(blob.width, blob.height) / min(blob.width, blob.height))])
