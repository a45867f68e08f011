"""Create and Version: the schema, the datasets, the models."""

from datetime import UTC, datetime

import data
import facts
import models
import pedigree
from pedigree import change, errors
from pedigree.names import short
from world import World


def register_schema(world: World) -> None:
    world.story.step("Register a label schema of ten classes")
    world.schema = world.project.label_schema("ten-digits").push(**facts.label_schema())
    world.story.say(f"{short(world.schema.name)}, record {world.schema.message.record_digest[:23]}…")
    world.story.must(len(world.schema.record.label_schema.classes) == 10, "the stored record has the ten classes")


def push_datasets(world: World) -> None:
    world.story.step(
        "Push the real images and labels as dataset versions; a part of the labels is wrong, by simulation"
    )
    held_out = world.work / "held-out"
    labels = data.true_labels(world.held_out_samples)
    data.write_images(held_out, world.held_out_samples)
    data.write_labels(held_out, labels)
    heldout_set = world.project.dataset("digits-held-out").stating(**facts.DATASET)
    world.held_out = heldout_set.push(
        held_out, change=change.initial(), progress=False, **facts.as_published(world.schema, labels)
    )

    world.folder = world.work / "training"
    data.write_images(world.folder, world.training_samples)
    data.write_labels(world.folder, world.wrong_labels)
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
        change=change.initial(),
        description=f"{world.wrong} labels are wrong: simulated errors",
        tags={"simulated-label-errors": str(world.wrong)},
        progress=False,
        **facts.with_simulated_errors(world.schema, world.wrong_labels),
    )
    for version in (world.held_out, world.contaminated):
        pushed = version.pushed
        world.story.say(f"{short(version.name)}: {pushed.manifest.file_count} files, {pushed.sent_blobs} blobs sent")
    files = world.contaminated.pushed.manifest.file_count + world.held_out.pushed.manifest.file_count
    world.story.must(files == 1797 + 2, "all 1,797 images and two tables of labels are stored")
    statistics = world.contaminated.record.dataset.label_statistics
    world.story.must(statistics.WhichOneof("fact") == "declared", "the class counts are marked as declared")


def correct_labels(world: World) -> None:
    world.story.step("Correct the labels: a new dataset version, with the original beside each correction")
    data.write_labels(world.folder, world.labels)
    corrected = data.write_corrections(world.folder, world.wrong_labels, world.labels)
    made = change.corrective(
        corrected,
        corrector="examples/digits/story.py",
        reason="the simulated errors are taken back: eights had been keyed as threes, sevens as ones",
        corrections="corrections.csv",
    )
    given = facts.as_published(world.schema, world.labels)
    world.corrected = world.dataset.push(world.folder, parent=world.contaminated, change=made, progress=False, **given)
    world.story.say(f"{short(world.corrected.name)}: {corrected} labels corrected")
    world.story.must(world.corrected.pushed.sent_blobs == 2, "only the two changed tables were sent, no image again")
    late = world.story.must_raise(
        errors.ParentNotNewest,
        "a second correction of the same parent is refused, for it would lose the first",
        lambda: world.dataset.push(world.folder, parent=world.contaminated, change=made, progress=False, **given),
    )
    world.story.must(late.metadata.get("newest") == world.corrected.name, "and the newest version is named")


def train(world: World, model, config: dict, dataset_version, out: str, **given):
    """Trains on the files pulled from the registry, pushes the model, and records how good it is."""
    folder = world.work / out
    with pedigree.training():
        models.fit(model, *data.read(world.work / "pulled"), folder)
    began = datetime.now(UTC)
    measured = models.measure(model, *data.read(world.work / "held-out"))
    m = pedigree.quality(world.held_out, measured)
    v = world.net.push(folder, trained_on=[dataset_version], config=config, metrics=m, progress=False, **given)
    evaluation = v.evaluate(world.held_out, models.EVALUATOR, measured, started=began)
    framework = v.record.model.framework.value
    world.story.say(f"{short(v.name)}: {framework.name} {framework.version}, accuracy {measured['accuracy']:.3f}")
    world.story.must(evaluation.manifest_digest == v.manifest_digest, "its evaluation is bound to these very bytes")
    return v
