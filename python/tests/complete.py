"""Facts that make a record complete, for tests that are about something else."""

from datetime import UTC, datetime

import pedigree
from pedigree import not_applicable, not_stated

NOW = datetime.now(UTC)
ORIGIN = {"source": "made by a test", "creator": "the tests", "tool": "pytest"}
PIPELINE = pedigree.pipeline("tests/complete.py", "0" * 40, {"steps": []})

SCHEMA = ORIGIN | {
    "classes": [pedigree.label_class("cat", "cat", "A cat."), pedigree.label_class("dog", "dog", "A dog.")],
    "geometry": "whole_item",
    "cardinality": "single",
    "guideline": not_stated("tests have none"),
    "owner": "the tests",
}

MODEL = ORIGIN | {
    "framework": pedigree.v1.Framework(name="none", version="1"),
    "serialization_format": "text",
    "optimizer": not_applicable("nothing was trained"),
    "learning_rate_schedule": not_applicable("nothing was trained"),
    "batch_size": not_applicable("nothing was trained"),
    "seed": 7,
    "hyperparameters": {"layers": 1},
    "accelerator": "none",
    "environment_digest": pedigree.digests.of_bytes(b"environment"),
    "training_started": NOW,
    "training_ended": NOW,
    "code_commit": "0" * 40,
    "base_model": not_applicable("nothing was trained"),
    "quality_baseline": not_stated("nothing was measured"),
}


def dataset(schema) -> dict:
    return ORIGIN | {
        "label_schema": schema,
        "annotators": pedigree.annotators(pedigree.annotator("tests", "program")),
        "guideline_version": not_stated("tests have none"),
        "label_statistics": pedigree.label_counts({"cat": 1, "dog": 1}),
        "preprocessing": PIPELINE,
        "auto_label_thresholds": not_applicable("no model labelled"),
        "quality_baseline": not_stated("nothing was measured"),
        "licence": "CC0-1.0",
    }


def lineage(project, folder):
    """A label schema, a dataset and a model, one version each, in a fresh project; the folder is made and pushed."""
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text("a")
    schema = project.label_schema("pets").push(**SCHEMA)
    data = project.dataset("pets").push(folder, change=pedigree.change.initial(), progress=False, **dataset(schema))
    (folder / "weights.txt").write_text("w")
    model = project.model("net").push(folder, trained_on=[data], progress=False, **MODEL)
    return schema, data, model
