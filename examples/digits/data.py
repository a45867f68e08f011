"""scikit-learn's handwritten digits: one PGM image a sample, and the label of each."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

CLASSES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
SEED = 1998
TRAINING_SAMPLES = 1300
# The simulated mistake: in the first part of the training samples eights were keyed as threes and sevens as ones.
MISTAKES = {"8": "3", "7": "1"}
MISTAKEN_SHARE = 0.4

# What the preprocessing does, for the digest in the record.
CONFIG = {"format": "PGM P5, 8x8, 0..16", "order": "permuted", "seed": SEED, "training_samples": TRAINING_SAMPLES}
CONFIG_WITH_MISTAKES = CONFIG | {"simulated_label_errors": MISTAKES, "share_of_samples": MISTAKEN_SHARE}

# The class of each sample, by id.
Labels = dict[str, str]


def split() -> tuple[list[str], list[str]]:
    """Samples for training, and those held out."""
    order = np.random.default_rng(SEED).permutation(len(load_digits().target))
    samples = [f"{sample:04d}" for sample in order]
    return samples[:TRAINING_SAMPLES], samples[TRAINING_SAMPLES:]


def true_labels(samples: list[str]) -> Labels:
    """The labels as the data set has them."""
    target = load_digits().target
    return {sample: str(target[int(sample)]) for sample in samples}


def with_mistakes(labels: Labels) -> Labels:
    """The labels after the simulated mistake."""
    last = int(len(labels) * MISTAKEN_SHARE)
    return {
        sample: MISTAKES.get(label, label) if place < last else label
        for place, (sample, label) in enumerate(labels.items())
    }


def rows(labels: Labels) -> Iterator[dict]:
    """The labels as a ledger takes them."""
    return ({"sample": sample, "class": label, "path": _path(sample)} for sample, label in labels.items())


def corrections(before: Labels, after: Labels) -> list[dict]:
    """Each label that changed, with the original beside it."""
    names = dict(enumerate(CLASSES))
    return [
        {
            "sample": sample,
            "original": before[sample],
            "corrected": label,
            "reason": f"a {names[int(label)]} was keyed as a {names[int(before[sample])]}",
        }
        for sample, label in after.items()
        if before[sample] != label
    ]


def write_images(folder: Path, samples: list[str]) -> None:
    images = load_digits().images
    for sample in samples:
        path = folder / _path(sample)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"P5\n8 8\n16\n" + images[int(sample)].astype(np.uint8).tobytes())


def read(folder: Path, labels: Mapping[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """Pixels and labels; the pixels from files."""
    return np.stack([pixels(folder, sample).ravel() for sample in labels]) / 16, np.array(list(labels.values()))


def pixels(folder: Path, sample: str) -> np.ndarray:
    return np.frombuffer((folder / _path(sample)).read_bytes()[-64:], np.uint8).reshape(8, 8)


def counts(labels: Labels) -> dict[str, int]:
    """Samples by class."""
    return dict(Counter(labels.values()))


def _path(sample: str) -> str:
    return f"images/{sample}.pgm"
