"""What the records of the story say."""

from pathlib import Path
from typing import Any

import pedigree
from pedigree import not_applicable, not_stated, v1

from .annotators import AGREED, CAREFUL, HASTY, VERSION
from .pictures import CLASSES, CONFIG, SHADES

ORIGIN = {
    "source": "drawn by examples/shapes/pictures.py of Pedigree",
    "creator": "the shapes story of Pedigree",
    "tool": "examples/shapes/pictures.py",
}
DATASET = ORIGIN | {
    "guideline_version": not_stated("the simulated annotators follow none"),
    "licence": "CC0-1.0",
    "auto_label_thresholds": not_applicable("no label comes with a confidence"),
}
MODEL = {
    "source": "trained by examples/shapes/story.py of Pedigree",
    "creator": "the shapes story of Pedigree",
    "framework": "numpy",
    "base_model": not_applicable("computed from the labels alone"),
    "learning_rate_schedule": not_applicable("computed in closed form"),
    "batch_size": not_applicable("computed in closed form"),
    "seed": not_applicable("nothing is drawn by chance"),
}
LIMITATIONS = [
    ("smudges", "a faint smudge is now and then taken for a disc"),
    ("overlap", "things that touch each other are found as one; in the pictures none do"),
]
_DEFINITIONS = {
    "disc": "A filled circle.",
    "ring": "A circle with a hole, however small the hole.",
    "bar": "A rectangle that is clearly longer than wide, upright or lying.",
}


def label_schema() -> dict[str, Any]:
    shade = pedigree.attribute("shade", "choice", SHADES, required=True)
    classes = [pedigree.label_class(name, name, _DEFINITIONS[name], attributes=[shade]) for name in CLASSES]
    return ORIGIN | {
        "classes": classes,
        "geometry": "box",
        "cardinality": "single",
        "guideline": not_stated("there is none beside the definitions of the classes"),
        "owner": "the shapes story of Pedigree",
        "tool": not_applicable("written down by hand"),
    }


def by(annotator: str) -> dict[str, str]:
    """What every label of a simulated annotator says of itself."""
    return {"annotator": annotator, "source": "model", "model": f"{VERSION}: {annotator}"}


def dataset(*annotators: str, agreement: v1.LabelAgreement | None = None) -> dict[str, Any]:
    """Facts of a dataset version; how far its annotators agree is what the server counted."""
    programs = [pedigree.annotator(f"{VERSION}: {annotator}", "program") for annotator in annotators]
    baseline = not_stated("nobody labelled these pictures twice")
    if agreement:
        baseline = v1.InterAnnotatorAgreement(
            statistic="cohen-kappa", value=agreement.cohen_kappa, samples=agreement.items, annotators=2
        )
    return {
        "annotators": pedigree.annotators(*programs),
        "quality_baseline": baseline,
        "preprocessing": pedigree.pipeline("examples/shapes/pictures.py", code(), CONFIG),
    }


def code() -> str:
    """The commit of this example, or the digest of what draws where it runs outside of a checkout."""
    return pedigree.capture.git_commit() or pedigree.digests.of_file(Path(__file__).with_name("pictures.py"))


def code_commit() -> dict[str, Any]:
    if pedigree.capture.git_commit():
        return {}
    return {"code_commit": not_stated("the example was run outside of a git checkout")}


BOTH = (CAREFUL, HASTY)
CONSENSUS = {"annotator": AGREED, "source": "consensus"}
