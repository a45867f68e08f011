"""What the steps of the story hand on to each other."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from pedigree.names import short
from pedigree.project import Project
from pedigree.v1 import GateResult

from ..telling import Story
from . import data, facts

PRODUCTION = "production"


class World:
    """The project, its assets, and what the steps have made so far."""

    def __init__(self, story: Story, project: Project, work: Path):
        self.story = story
        self.project = project
        self.work = work
        self.dataset = project.dataset("digits").stating(**facts.DATASET)
        self.net = project.model("net").stating(**facts.MODEL, **facts.code_commit())
        self.production = self.net.environment(PRODUCTION)
        self.training_samples, self.held_out_samples = data.split()
        self.labels = data.true_labels(self.training_samples)
        self.wrong_labels = data.with_mistakes(self.labels)
        self.wrong = sum(self.labels[sample] != label for sample, label in self.wrong_labels.items())


def labels_of(version) -> data.Labels:
    """The labels that are in force in a dataset version."""
    return {label.sample: label.class_id for label in version.find_labels()}


def distribution(version) -> dict[str, int]:
    """Samples by class, as the server counted them in a dataset version."""
    return {count.class_id: count.samples for count in version.label_stats().distribution}


def impact(world: World, version, **query) -> dict[str, dict[str, bool]]:
    """The models that learned from a version, each with its deployments and whether they are live."""
    found = version.impact(**query)
    for model in found.models:
        runs = ", ".join(f"{short(run.deployment)} {'LIVE' if run.live else 'ended'}" for run in model.deployments)
        world.story.say(f"{short(model.model_version)}: {runs or 'never deployed'}")
    return {model.model_version: {run.deployment: run.live for run in model.deployments} for model in found.models}


def ended(world: World, deployment: str) -> datetime:
    """When a deployment ended."""
    runs = {run.name: run for run in world.production.deployments()}
    return runs[deployment].end_time.ToDatetime(UTC)


def tell(world: World, run) -> None:
    """What runs now, and what the gates said."""
    outcomes = Counter(result.outcome for result in run.gate_results)
    words = [f"{count} {GateResult.Outcome.Name(outcome)[8:].lower()}" for outcome, count in sorted(outcomes.items())]
    gates = ", ".join(words).replace("_", " ")
    world.story.say(f"{short(run.name)} runs {short(run.version)}; gates: {gates}")
