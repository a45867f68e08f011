"""Short ways to write the messages that records, policies and deployments are made of."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from pedigree import digests, names
from pedigree.v1 import (
    COMPARISON_AT_LEAST,
    COMPARISON_AT_MOST,
    Annotator,
    AnnotatorKind,
    Annotators,
    ClassCount,
    Document,
    LabelStatistics,
    Limitation,
    Metric,
    ModelQuality,
    Pipeline,
    Retirement,
    SchemaReview,
    Threshold,
)


def metrics(measured: Mapping[str, float | Mapping[str, float]] | Iterable[Metric]) -> list[Metric]:
    """Metrics by name; `{"recall": {"eight": 0.9}}` gives a metric's value on slices of the data."""
    if not isinstance(measured, Mapping):
        return list(measured)
    made = []
    for name, value in measured.items():
        if isinstance(value, Mapping):
            made += [Metric(name=name, value=float(inner), slice=str(part)) for part, inner in value.items()]
        else:
            made.append(Metric(name=name, value=float(value)))
    return made


def quality(dataset_version, measured: Mapping | Iterable[Metric]) -> ModelQuality:
    """How good a model is on a held-out dataset version."""
    return ModelQuality(dataset_version=names.name_of(dataset_version), metrics=metrics(measured))


def annotators(*people: Annotator, tool: str = "") -> Annotators:
    """Who or what labelled the samples, and with which tool."""
    return Annotators(annotators=people, labelling_tool=tool)


def annotator(annotator_id: str, kind: str) -> Annotator:
    """One annotator; kind is `person`, `group`, `model` or `program`."""
    return Annotator(id=annotator_id, kind=_enum(AnnotatorKind, "ANNOTATOR_KIND", kind))


def label_counts(samples: Mapping[str, int]) -> LabelStatistics:
    """Annotated samples by class, as the caller counted them: declared, not computed by the server."""
    counts = [ClassCount(class_id=str(label), samples=int(count)) for label, count in sorted(samples.items())]
    return LabelStatistics(annotated_samples=sum(count.samples for count in counts), distribution=counts)


def pipeline(name: str, commit: str, config: Mapping | str) -> Pipeline:
    """A preprocessing pipeline; config is the digest of its configuration, or the configuration itself."""
    digest = config if isinstance(config, str) else json_digest(config)
    return Pipeline(name=name, commit=commit, config_digest=digest)


def document(title: str, content: bytes | str | Path, version: str = "") -> Document:
    """A document by the digest of its bytes; content is the bytes or the path of the file."""
    digest = digests.of_bytes(content) if isinstance(content, bytes) else digests.of_file(content)
    return Document(title=title, version=version, digest=digest)


def limitation(topic: str, description: str) -> Limitation:
    """A known failure mode, edge case or weak data distribution."""
    return Limitation(topic=topic, description=description)


def limitations(given: Iterable[Limitation | tuple[str, str]] | Mapping[str, str]) -> list[Limitation]:
    """Limitations, pairs of topic and description, or a mapping of these."""
    pairs = given.items() if isinstance(given, Mapping) else given
    return [one if isinstance(one, Limitation) else limitation(*one) for one in pairs]


def at_least(
    metric: str, bound: float | None = None, *, current_plus: float | None = None, slice: str = ""
) -> Threshold:
    """The metric must reach the bound, or what runs now plus a number."""
    return _threshold(COMPARISON_AT_LEAST, metric, bound, current_plus, slice)


def at_most(
    metric: str, bound: float | None = None, *, current_plus: float | None = None, slice: str = ""
) -> Threshold:
    """The metric must not exceed the bound, or what runs now plus a number."""
    return _threshold(COMPARISON_AT_MOST, metric, bound, current_plus, slice)


def retirement_reason(word: str) -> int:
    """`replaced`, `stale_data`, `schema_changed` or `other`."""
    return _enum(Retirement.Reason, "REASON", word)


def review_outcome(word: str) -> int:
    """`kept`, `relabelled` or `waived`."""
    return _enum(SchemaReview.Outcome, "OUTCOME", word)


def json_digest(values: Mapping) -> str:
    """The digest of a configuration: of its JSON with sorted keys and no spaces."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return digests.text(hashlib.sha256(text.encode()).digest())


def _threshold(comparison, metric: str, bound: float | None, current_plus: float | None, slice: str) -> Threshold:
    if (bound is None) == (current_plus is None):
        raise ValueError("a threshold has one bound: a number, or current_plus")
    made = Threshold(metric=metric, slice=slice, comparison=comparison)
    if bound is not None:
        made.absolute = bound
    else:
        made.relative_to_current = current_plus
    return made


def _enum(kind, prefix: str, word: str) -> int:
    name = f"{prefix}_{word.upper().replace('-', '_')}"
    if name not in kind.keys() or kind.Value(name) == 0:
        known = ", ".join(key.removeprefix(prefix + "_").lower() for key in kind.keys()[1:])
        raise ValueError(f"{word!r} is none of {known}")
    return kind.Value(name)
