"""Retire: what is in use cannot be, what is done with is kept; and the whole as text."""

from datetime import UTC

import pedigree
from pedigree import errors
from pedigree.names import short
from pedigree.v1 import RELATION_DEPLOYS, RELATION_PARENT, RELATION_TRAINING

from ..telling import summary
from .world import World, ended


def refuse_retirement(world: World) -> None:
    world.story.step("Try to retire the dataset version in use: refused, its dependants are named")
    world.relabelled.deprecate("to see what depends on it")
    refusal = world.story.must_raise(
        errors.InUse,
        "it is refused",
        lambda: world.relabelled.retire("stale_data", "tried by the story"),
    )
    world.story.say(refusal)
    subjects = {violation.subject for violation in refusal.preconditions}
    world.story.must(subjects == {world.fifth_run.name}, "naming exactly the live deployment")
    world.relabelled.reinstate("it is needed")
    world.story.must(world.relabelled.refresh().state == "REGISTERED", "and it is registered as before")


def retire_old_model(world: World) -> None:
    world.story.step("Deprecate and retire the old model properly")
    world.story.must_raise(
        errors.IllegalTransition,
        "retiring without deprecating first is refused",
        lambda: world.second.retire("stale_data", "too early"),
    )
    world.second.deprecate("learned from wrong labels")
    world.second.retire("stale_data", f"{world.wrong} of the labels it learned from were wrong", successor=world.fourth)
    retirement = world.second.retirement()
    served = retirement.service_start, retirement.service_end
    world.story.say(f"in service {served[0].ToJsonString()} to {served[1].ToJsonString()}")
    world.story.say(f"kept until {retirement.retention_until.ToJsonString()}, successor {short(retirement.successor)}")
    world.story.must(world.second.state == "RETIRED", "it is retired, with its successor named")
    world.story.must(served[0] == world.first_run.start_time, "its service began with the first deployment")
    world.story.must(served[1].ToDatetime(UTC) == ended(world, world.third_run.name), "and ended with the last one")
    years = (retirement.retention_until.seconds - served[1].seconds) / (365.25 * 86400)
    world.story.must(9.9 < years < 10.1, "its record is kept for ten years after that")


def download_again(world: World) -> None:
    world.story.step("Download models again, byte for byte")
    world.fourth.alias("prod")
    pulled = world.project.pull("models/net@prod", world.work / "again", progress=False)
    same = (pulled.path / "model.joblib").read_bytes() == (world.work / "out-fourth/model.joblib").read_bytes()
    world.story.must(pulled.version == world.fourth.name and same, "models/net@prod is the fourth model, bit for bit")
    listing = pedigree.digests.of_file(pulled.path / pedigree.capture.ENVIRONMENT_FILE)
    recorded = world.fourth.record.model.environment_digest.value
    world.story.must(listing == recorded, "with the list of what was installed when it was trained, as its record says")
    world.story.must_raise(
        errors.VersionRetired,
        "the retired one is given only on explicit request",
        lambda: world.second.pull(world.work / "retired", progress=False),
    )
    retired = world.second.pull(world.work / "retired", include_retired=True, progress=False)
    same = (retired.path / "model.joblib").read_bytes() == (world.work / "out-second/model.joblib").read_bytes()
    world.story.must(same, "and then it is the same bytes too")


def draw_lineage(world: World) -> None:
    world.story.step("The lineage of what runs, and what came of the contaminated version")
    up = world.fourth.ancestry()
    world.story.say(pedigree.drawing.ancestry(up))
    world.story.say("")
    down = world.contaminated.descendants(relations=[RELATION_PARENT, RELATION_TRAINING, RELATION_DEPLOYS])
    world.story.say(pedigree.drawing.descendants(down))
    names = {node.name for node in up.nodes}
    schemas = {world.schema.name, world.split.name}
    datasets = {world.relabelled.name, world.corrected.name, world.contaminated.name, world.held_out.name}
    expected = {world.fourth.name} | datasets | schemas
    world.story.must(
        names == expected and not up.truncated, "the ancestry holds every version it came from, and no other"
    )


def summarize(world: World) -> None:
    print("\n" + summary(world.project, world.production))
