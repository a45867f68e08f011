"""Create and Version: the schema, the datasets, the models."""

from datetime import UTC, datetime
from pathlib import Path

import pedigree
from pedigree import change, errors
from pedigree.ledger import Ledger
from pedigree.names import short

from . import data, facts, models
from .world import World, distribution, labels_of


def register_schema(world: World) -> None:
    world.story.step("Register a label schema of ten classes")
    world.schema = world.project.label_schema("ten-digits").push(**facts.label_schema())
    world.story.say(f"{short(world.schema.name)}, record {world.schema.message.record_digest[:23]}…")
    world.story.must(len(world.schema.record.label_schema.classes) == 10, "the stored record has the ten classes")


def push_datasets(world: World) -> None:
    world.story.step("Push the real images, and their labels as ledgers; a part of the labels is wrong, by simulation")
    world.held_out_folder = world.work / "held-out"
    labels = data.true_labels(world.held_out_samples)
    data.write_images(world.held_out_folder, world.held_out_samples)
    heldout_set = world.project.dataset("digits-held-out").stating(**facts.DATASET)
    world.held_out = heldout_set.push(
        world.held_out_folder,
        labels=_first_labels(world, world.held_out_folder, labels),
        change=change.initial(),
        progress=False,
        **facts.as_published(),
    )

    world.folder = world.work / "training"
    data.write_images(world.folder, world.training_samples)
    incomplete = world.story.must_raise(
        errors.FieldsInvalid,
        "a record with gaps is refused, and every gap is named",
        lambda: world.dataset.push(world.folder, change=change.initial(), progress=False),
    )
    world.story.say(incomplete)
    missing = {violation.subject.removeprefix("record.dataset.") for violation in incomplete.fields}
    expected = {"annotators", "label_schema", "label_statistics", "preprocessing", "quality_baseline"}
    world.story.must(missing == expected, "these five, for what else there is to say was said beforehand")
    world.contaminated = world.dataset.push(
        world.folder,
        labels=_first_labels(world, world.folder, world.wrong_labels),
        change=change.initial(),
        description=f"{world.wrong} labels are wrong: simulated errors",
        tags={"simulated-label-errors": str(world.wrong)},
        progress=False,
        **facts.with_simulated_errors(),
    )
    for version in (world.held_out, world.contaminated):
        statistics = version.label_stats()
        counted = f"{statistics.annotations} labels of {len(statistics.distribution)} classes"
        world.story.say(f"{short(version.name)}: {version.pushed.manifest.file_count} files, {counted}")
    files = world.contaminated.pushed.manifest.file_count + world.held_out.pushed.manifest.file_count
    world.story.must(files == 1797, "all 1,797 images are stored")
    world.story.must(
        world.contaminated.record.dataset.label_statistics.WhichOneof("fact") == "computed"
        and distribution(world.contaminated) == data.counts(world.wrong_labels),
        "and the labels are counted by the server",
    )


def _first_labels(world: World, folder: Path, labels: data.Labels) -> Ledger:
    """A ledger of the labels as they came, each with the file it is about."""
    return world.project.prepare_labels(world.schema, data.rows(labels), files=folder, progress=False, **facts.IMPORTED)


def train(world: World, model, config: dict, dataset_version, out: str, **given):
    """Trains on images and labels that the registry gave, pushes the model, and records how good it is."""
    folder = world.work / out
    with pedigree.training():
        models.fit(model, *data.read(world.work / "pulled", labels_of(dataset_version)), folder)
    began = datetime.now(UTC)
    measured = models.measure(model, *data.read(world.held_out_folder, labels_of(world.held_out)))
    m = pedigree.quality(world.held_out, measured)
    v = world.net.push(folder, trained_on=[dataset_version], config=config, metrics=m, progress=False, **given)
    evaluation = v.evaluate(world.held_out, models.EVALUATOR, measured, started=began)
    framework = v.record.model.framework.value
    world.story.say(f"{short(v.name)}: {framework.name} {framework.version}, accuracy {measured['accuracy']:.3f}")
    world.story.must(evaluation.manifest_digest == v.manifest_digest, "its evaluation is bound to these very bytes")
    return v
