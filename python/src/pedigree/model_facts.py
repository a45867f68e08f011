"""The facts of a model: those the caller gives in short forms, and those that push finds out by itself."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pedigree import builders, capture, digests, fact, names, v1
from pedigree.files import LocalFile, Tree

# Keys of a training configuration that are facts of their own.
_FROM_CONFIG = ("optimizer", "learning_rate_schedule", "batch_size", "seed")


def facts_given(trained_on, config: Mapping | None, metrics, validated_on, tested_on) -> dict[str, Any]:
    """Facts from the short forms of `Model.push`; what was not given is not there."""
    facts: dict[str, Any] = {}
    if trained_on is not None:
        facts["training_data"] = _names(trained_on)
    if validated_on is not None:
        facts["validation_data"] = _names(validated_on)
    if config is not None:
        facts["hyperparameters"] = fact.json_object(config)
        facts |= {key: config[key] for key in _FROM_CONFIG if config.get(key) is not None}
    if metrics is not None:
        facts["quality_baseline"] = _quality(metrics, tested_on)
        tested_on = tested_on or facts["quality_baseline"].dataset_version
    if tested_on is not None:
        facts["test_data"] = _names([tested_on])
    return facts


def named_framework(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts, with a framework that is given by its name alone looked up among what is installed."""
    name = facts.get("framework")
    return facts | {"framework": capture.named_framework(name)} if isinstance(name, str) else facts


def facts_captured(found: Tree, given: Mapping[str, Any]) -> tuple[Tree, dict[str, Any]]:
    """Facts that were looked up because they were not given, and the files with the list of what was installed."""
    captured: dict[str, Any] = {}
    framework = _framework(given)
    if framework is not None:
        captured["framework"] = framework
        captured["tool"] = f"{framework.name} {framework.version}"
    captured["serialization_format"] = capture.serialization_format(file.path for file in found)
    captured["accelerator"] = None if "accelerator" in given else capture.accelerator(framework)
    captured["code_commit"] = None if "code_commit" in given else capture.git_commit()
    if "environment_digest" not in given:
        listing = capture.environment().encode()
        captured["environment_digest"] = digests.of_bytes(listing)
        found = found.with_file(LocalFile(capture.ENVIRONMENT_FILE, listing))
    if "training_started" not in given and (period := capture.training_period()):
        captured |= {"training_started": period.started, "training_ended": period.ended}
    return found, {name: value for name, value in captured.items() if value is not None and name not in given}


def _framework(given: Mapping[str, Any]) -> v1.Framework | None:
    stated = given.get("framework")
    if stated is None:
        return capture.framework()
    if isinstance(stated, v1.FrameworkFact):
        stated = fact.value_of(stated)
    return stated if isinstance(stated, v1.Framework) else None


def _names(versions: Iterable) -> v1.VersionsFact:
    if isinstance(versions, (str, Path)) or hasattr(versions, "name"):
        raise TypeError(f"a list of versions is needed, not {versions!r}")
    return fact.stated([names.name_of(version) for version in versions], v1.VersionsFact)


def _quality(metrics, tested_on) -> v1.ModelQuality:
    if isinstance(metrics, v1.ModelQuality):
        if tested_on is not None and names.name_of(tested_on) != metrics.dataset_version:
            raise ValueError(f"metrics were measured on {metrics.dataset_version}, not on {names.name_of(tested_on)}")
        return metrics
    if tested_on is None:
        raise ValueError(
            "on which held-out dataset version were these metrics measured? "
            "Give tested_on=..., or metrics=pedigree.quality(dataset_version, {...})"
        )
    return builders.quality(tested_on, metrics)
