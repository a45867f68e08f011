"""A detector that learns from the boxes: refused, trained again, deployed."""

from datetime import UTC, datetime

import pedigree
from pedigree import change, errors
from pedigree.names import short

from . import detector, facts, pictures
from .detector import Detector
from .world import PRODUCTION, World, examples


def hold_out(world: World) -> None:
    world.story.step("Keep 50 other pictures to measure with, with the boxes that they were drawn from")
    world.held_out_folder = world.work / "held-out"
    pictures.write(world.held_out_folder, world.held_out_pictures)
    rows = [
        {
            "sample": picture.sample,
            "object": f"{number}",
            "class": thing.class_id,
            "geometry": thing.box.geometry,
            "attributes": {"shade": thing.shade},
            "path": pictures.path(picture.sample),
        }
        for picture in world.held_out_pictures
        for number, thing in enumerate(picture.things, 1)
    ]
    drawn = {"annotator": "examples/shapes/pictures.py", "source": "imported"}
    world.held_out = (
        world.project.dataset("shapes-held-out")
        .stating(**facts.DATASET)
        .push(
            world.held_out_folder,
            labels=world.project.prepare_labels(
                world.schema, rows, files=world.held_out_folder, progress=False, **drawn
            ),
            change=change.initial(),
            progress=False,
            **facts.dataset("drawn"),
        )
    )
    world.net.ensure()
    world.production.set_policy(
        world.held_out,
        detector.EVALUATOR,
        [pedigree.at_least("f1", 0.9), pedigree.at_least("mean_iou", 0.92)],
        required_limitations=["smudges"],
    )
    world.story.must(world.held_out.label_stats().items == len(rows), "a policy asks for boxes that fit on these")


def refuse_detector(world: World) -> None:
    world.story.step("Train a detector on what there is, and try to deploy it: its boxes are off, as its labels were")
    world.first_model = _train(world, world.grown, "out-first")
    refusal = world.story.must_raise(
        errors.GatesNotPassed,
        "the deployment is refused",
        lambda: world.first_model.deploy(PRODUCTION, limitations=facts.LIMITATIONS),
    )
    world.story.say(refusal)
    world.story.must(
        [violation.type for violation in refusal.preconditions] == ["THRESHOLD"]
        and "mean_iou" in refusal.preconditions[0].description,
        "for the fit of its boxes, and nothing else",
    )


def deploy_detector(world: World) -> None:
    world.story.step("Train again on the corrected boxes, and deploy")
    world.second_model = _train(world, world.corrected, "out-second")
    run = world.second_model.deploy(PRODUCTION, limitations=facts.LIMITATIONS)
    world.story.say(f"{short(run.name)} runs {short(run.version)}")
    world.story.must(world.production.get().current_version == world.second_model.name, "it is what runs now")
    world.story.say(pedigree.drawing.ancestry(world.second_model.ancestry()))
    names = {node.name for node in world.second_model.ancestry().nodes}
    steps = [world.twice, world.settled, world.grown, world.corrected, world.held_out, world.schema]
    world.story.must(
        names == {world.second_model.name, *(version.name for version in steps)},
        "every step of the labels is among what it came from",
    )


def _train(world: World, version, out: str):
    """Trains on pictures and labels that the registry gave, pushes the model, and records how good it is."""
    folder = world.work / out
    pulled = version.pull(world.work / "pulled", progress=False).path
    with pedigree.training():
        made = Detector.fit(examples(world, version, pulled))
        made.save(folder)
    began = datetime.now(UTC)
    measured = detector.measure(made, examples(world, world.held_out, world.held_out_folder))
    model = world.net.push(
        folder,
        trained_on=[version],
        config=detector.CONFIG,
        metrics=pedigree.quality(world.held_out, measured),
        serialization_format="json",
        progress=False,
    )
    model.evaluate(world.held_out, detector.EVALUATOR, measured, started=began)
    figures = ", ".join(f"{name} {measured[name]:.3f}" for name in ("precision", "f1", "mean_iou"))
    world.story.say(f"{short(model.name)}, from {short(version.name)}: {figures}")
    return model
