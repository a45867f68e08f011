"""scikit-learn's handwritten digits as files: one PGM image a sample, and a table of labels beside them."""

import csv
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

CLASSES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
SEED = 1998
TRAINING_SAMPLES = 1300
# The simulated mistake: in the first part of the training samples eights were keyed as threes and sevens as ones.
MISTAKES = {8: 3, 7: 1}
MISTAKEN_SHARE = 0.4

# What the preprocessing does, for the digest in the record.
CONFIG = {"format": "PGM P5, 8x8, 0..16", "order": "permuted", "seed": SEED, "training_samples": TRAINING_SAMPLES}
CONFIG_WITH_MISTAKES = CONFIG | {
    "simulated_label_errors": {str(true): str(wrong) for true, wrong in MISTAKES.items()},
    "share_of_samples": MISTAKEN_SHARE,
}


def split() -> tuple[np.ndarray, np.ndarray]:
    """Sample numbers for training, and those held out."""
    order = np.random.default_rng(SEED).permutation(len(load_digits().target))
    return order[:TRAINING_SAMPLES], order[TRAINING_SAMPLES:]


def true_labels(samples: np.ndarray) -> dict[str, int]:
    """The label of each image as the data set has it."""
    target = load_digits().target
    return {_name(sample): int(target[sample]) for sample in samples}


def with_mistakes(labels: dict[str, int]) -> dict[str, int]:
    """The labels after the simulated mistake."""
    last = int(len(labels) * MISTAKEN_SHARE)
    return {
        image: MISTAKES.get(label, label) if place < last else label
        for place, (image, label) in enumerate(labels.items())
    }


def write_images(folder: Path, samples: np.ndarray) -> None:
    images = load_digits().images
    for sample in samples:
        path = folder / _name(sample)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"P5\n8 8\n16\n" + images[sample].astype(np.uint8).tobytes())


def write_labels(folder: Path, labels: dict[str, int]) -> None:
    with open(folder / "labels.csv", "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["image", "label"])
        rows.writerows(labels.items())


def write_corrections(folder: Path, before: dict[str, int], after: dict[str, int]) -> int:
    """The original label beside the corrected one, of every sample that changed; returns how many there are."""
    changed = [(image, before[image], after[image]) for image in before if before[image] != after[image]]
    with open(folder / "corrections.csv", "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["image", "original", "corrected"])
        rows.writerows(changed)
    return len(changed)


def read(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Pixels and labels of a dataset version's files."""
    with open(folder / "labels.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pixels = [np.frombuffer((folder / row["image"]).read_bytes()[-64:], np.uint8) for row in rows]
    return np.stack(pixels) / 16, np.array([int(row["label"]) for row in rows])


def counts(labels: dict[str, int]) -> dict[str, int]:
    """Samples by class."""
    return {str(digit): sum(label == digit for label in labels.values()) for digit in range(10)}


def _name(sample: int) -> str:
    return f"images/{sample:04d}.pgm"
