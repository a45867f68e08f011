"""What the records of the story say: what the data set documents, and where it says nothing, that it does not."""

from pathlib import Path
from typing import Any

import pedigree
from pedigree import not_applicable, not_stated

from .data import CLASSES, CONFIG, CONFIG_WITH_MISTAKES

_SILENT = "the description that scikit-learn bundles with the data set does not say"

# From `sklearn.datasets.load_digits().DESCR`.
ORIGIN = {
    "source": "https://archive.ics.uci.edu/ml/datasets/Optical+Recognition+of+Handwritten+Digits, "
    "test set, July 1998, as bundled with scikit-learn",
    "creator": "E. Alpaydin",
    "tool": "preprocessing programs made available by NIST (NISTIR 5469, 1994)",
}

LABELLERS = "the labellers of the data set"
# What every label says of itself that came with the data set.
IMPORTED = {"annotator": LABELLERS, "source": "imported"}

DATASET = ORIGIN | {
    "guideline_version": not_stated(_SILENT),
    "licence": not_stated(_SILENT),
    "auto_label_thresholds": not_applicable("no label comes with a confidence"),
}

MODEL = {
    "source": "trained by examples/digits/story.py of Pedigree",
    "creator": "the digits story of Pedigree",
    "base_model": not_applicable("trained from random weights"),
}

POOR_MODEL = {
    "learning_rate_schedule": not_applicable("L-BFGS finds the length of each step by line search"),
    "batch_size": not_applicable("every step uses all samples"),
}

LIMITATIONS = [
    ("writers", "all samples are of 43 people who filled in one preprinted form; other handwriting was never seen"),
    ("resolution", "images are 8 x 8 pixels with 17 grey levels; nothing finer can be told apart"),
]


def label_schema() -> dict[str, Any]:
    classes = [
        pedigree.label_class(str(digit), name, f"The handwritten digit {digit}.") for digit, name in enumerate(CLASSES)
    ]
    return ORIGIN | {
        "classes": classes,
        "geometry": "whole_item",
        "cardinality": "single",
        "guideline": not_stated(_SILENT),
        "owner": "the digits story of Pedigree",
        "tool": not_applicable("written down by hand from the description"),
    }


def crossed_seven(class_id: str):
    return pedigree.label_class(class_id, "crossed seven", "The handwritten digit 7 with a bar through its stem.")


def as_published() -> dict[str, Any]:
    """Facts of a dataset version whose labels are those of the data set."""
    return {
        "annotators": not_stated(_SILENT),
        "quality_baseline": not_stated(_SILENT),
        "preprocessing": pedigree.pipeline("examples/digits/data.py: images to PGM files", code(), CONFIG),
    }


def with_simulated_errors() -> dict[str, Any]:
    """Facts of the version whose labels were spoilt on purpose."""
    program = pedigree.annotator("examples/digits/data.py: simulated label errors", "program")
    return as_published() | {
        "annotators": pedigree.annotators(pedigree.annotator(LABELLERS, "group"), program),
        "quality_baseline": not_stated("a part of the labels is wrong by simulation; agreement was never measured"),
        "preprocessing": pedigree.pipeline(
            "examples/digits/data.py: images to PGM files, with simulated label errors", code(), CONFIG_WITH_MISTAKES
        ),
    }


def relabelled(rule: str) -> dict[str, Any]:
    """Facts of the version whose sevens were looked at again, by a rule."""
    return as_published() | {
        "annotators": pedigree.annotators(pedigree.annotator(LABELLERS, "group"), pedigree.annotator(rule, "program")),
        "quality_baseline": not_stated("nobody has looked at what the rule made of the sevens"),
    }


def code() -> str:
    """The commit of this example, or the digest of its data module where it runs outside of a checkout."""
    return pedigree.capture.git_commit() or pedigree.digests.of_file(Path(__file__).with_name("data.py"))


def code_commit() -> dict[str, Any]:
    """The package finds the commit itself; outside of a checkout there is none, which must be said."""
    if pedigree.capture.git_commit():
        return {}
    return {"code_commit": not_stated("the example was run outside of a git checkout")}
