"""Pedigree: the system of record for datasets, models and label schemas.

    import pedigree

    p = pedigree.connect().project("digits")
    v = p.model("net").push("out/", trained_on=[ds], config=cfg, metrics=m)
    v.deploy("production", limitations=[("eights", "confused with threes when written narrow")])
    p.pull("models/net@prod")

Records are the generated messages in `pedigree.v1`; the functions here are short ways to write them.
"""

from pedigree import capture, change, digests, drawing, errors, fact, label_text, v1
from pedigree.builders import (
    annotator,
    annotators,
    at_least,
    at_most,
    document,
    label_counts,
    limitation,
    metrics,
    pipeline,
    quality,
)
from pedigree.capture import training
from pedigree.connection import Client, Connection, connect
from pedigree.errors import LabelsRefused, PedigreeError
from pedigree.fact import not_applicable, not_stated, stated
from pedigree.label_schema import attribute, declare, label_class
from pedigree.ledger import correction
from pedigree.retry import RetryPolicy

__all__ = [
    "Client",
    "Connection",
    "LabelsRefused",
    "PedigreeError",
    "RetryPolicy",
    "annotator",
    "annotators",
    "at_least",
    "at_most",
    "attribute",
    "capture",
    "change",
    "connect",
    "correction",
    "declare",
    "digests",
    "document",
    "drawing",
    "errors",
    "fact",
    "label_class",
    "label_counts",
    "label_text",
    "limitation",
    "metrics",
    "not_applicable",
    "not_stated",
    "pipeline",
    "quality",
    "stated",
    "training",
    "v1",
]
