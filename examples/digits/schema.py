"""Label schemas that change: what a split does to labels, models and deployments, and what it takes to go on."""

import pedigree
from pedigree import errors
from pedigree.names import short
from pedigree.v1 import ClassChangeKind, Compatibility

from . import facts, models
from .create import train
from .world import PRODUCTION, World, distribution, tell

SEVEN = "7"
CROSSED = "7-crossed"


def split_class(world: World) -> None:
    world.story.step("Split a class: sevens with a bar become a class of their own. What would that do?")
    schema = world.project.label_schema("ten-digits")
    wanted = facts.label_schema() | {"parent": world.schema}
    wanted["classes"] = [*wanted["classes"], facts.crossed_seven(CROSSED)]
    refusal = world.story.must_raise(
        errors.SchemaChangeRefused,
        "a new class that does not say what it is split from is refused",
        lambda: schema.push(**wanted),
    )
    world.story.say(refusal)
    wanted["declarations"] = pedigree.declare(added={CROSSED: SEVEN})
    would = schema.push(validate_only=True, **wanted).message.schema_diff
    for change in would.changes:
        kind = ClassChangeKind.Name(change.kind).removeprefix("CLASS_CHANGE_KIND_")
        verdict = Compatibility.Name(change.verdict).removeprefix("COMPATIBILITY_")
        world.story.say(f"{kind} {change.class_id} from {', '.join(change.others)}: {verdict}, {change.reason}")
    world.story.must(schema.version("latest") == world.schema, "asking what it would do changed nothing")
    world.split = schema.push(**wanted)
    world.story.must(
        world.split.message.schema_diff == would and len(would.changes) == 1,
        "made, it is what was foretold: one change, that needs a review",
    )


def find_schema_impact(world: World) -> None:
    world.story.step("Which labels does the split concern, which models learned from them, and where do those run?")
    impact = world.project.label_schema("ten-digits").impact(world.split)
    for change in impact.changes:
        for touched in change.datasets:
            world.story.say(f"{short(touched.dataset_version)}: {touched.samples} labels of class {SEVEN}")
    for dataset in impact.datasets:
        models = ", ".join(short(model) for model in dataset.models) or "no model"
        world.story.say(f"{short(dataset.dataset_version)} taught {models}")
    live = {model.model_version: list(model.live_deployments) for model in impact.models if model.live_deployments}
    for model, runs in live.items():
        world.story.say(f"{short(model)} runs as {', '.join(short(run) for run in runs)}")
    touched = {each.dataset_version: each.samples for change in impact.changes for each in change.datasets}
    sevens = {
        version.name: distribution(version)[SEVEN] for version in (world.held_out, world.contaminated, world.corrected)
    }
    world.story.must(touched == sevens, "the sevens of all three dataset versions, as the server counted them")
    world.story.must(
        live == {world.third.name: [world.fourth_run.name]}, "and one model that learned from them is in service"
    )


def refuse_stale_labels(world: World) -> None:
    world.story.step("Deploy that model again: refused, for its labels are older than the split")
    refusal = world.story.must_raise(
        errors.GatesNotPassed,
        "the deployment is refused",
        lambda: world.third.deploy(PRODUCTION, limitations=facts.LIMITATIONS),
    )
    world.story.say(refusal)
    found = [(violation.type, violation.subject) for violation in refusal.preconditions]
    world.story.must(found == [("SCHEMA_CURRENT", world.corrected.name)], "by SCHEMA_CURRENT alone, naming the dataset")
    world.story.must(
        all(word in refusal.preconditions[0].description for word in (world.split.name, f"'{SEVEN}'")),
        "with the schema version and the class",
    )


def review_labels(world: World) -> None:
    world.story.step("Review the labels, train on those that were given anew, and deploy")
    review = world.corrected.review(
        world.split, SEVEN, "relabelled", "most sevens have a bar", relabelled_as=world.relabelled
    )
    world.story.say(f"{short(review.name)}: {review.reason}, see {short(review.relabelled_as)}")
    refusal = world.story.must_raise(
        errors.GatesNotPassed,
        "the model that learned the old labels still may not run",
        lambda: world.third.deploy(PRODUCTION, limitations=facts.LIMITATIONS),
    )
    world.story.say(refusal)
    model, config = models.good()
    world.fourth = train(world, model, config, world.relabelled, "out-fourth")
    world.fifth_run = world.fourth.deploy(PRODUCTION, limitations=facts.LIMITATIONS)
    tell(world, world.fifth_run)
    world.story.must(world.production.get().current_version == world.fourth.name, "the one that learned the new may")
