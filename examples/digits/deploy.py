"""Deploy: gates, impact, rollback, and what ran when."""

from datetime import UTC, datetime

import pedigree
from pedigree import errors
from pedigree.names import short

from . import facts, models
from .create import train
from .world import PRODUCTION, World, ended, impact, tell


def train_poor_model(world: World) -> None:
    world.story.step("Train a model that is stopped too early, on what the registry gives back")
    pulled = world.contaminated.pull(world.work / "pulled", progress=False)
    world.story.must(pulled.fetched_files == pulled.files, f"{pulled.files} files came back, each one verified")
    model, config = models.poor()
    world.poor = train(world, model, config, world.contaminated, "out-poor", **facts.POOR_MODEL)


def refuse_deployment(world: World) -> None:
    world.story.step("Set a deploy policy and try to deploy: refused, with every reason")
    world.production.set_policy(
        world.held_out,
        models.EVALUATOR,
        [
            pedigree.at_least("accuracy", 0.85),
            pedigree.at_least("accuracy", current_plus=-0.01),
            pedigree.at_least("recall", 0.4, slice="eight"),
        ],
        required_limitations=["writers"],
    )
    refusal = world.story.must_raise(
        errors.GatesNotPassed,
        "the deployment is refused",
        lambda: world.poor.deploy(PRODUCTION, limitations=[]),
    )
    world.story.say(refusal)
    gates = sorted(violation.type for violation in refusal.preconditions)
    expected = ["LIMITATIONS_STATED", "THRESHOLD", "THRESHOLD"]
    world.story.must(gates == expected, "by exactly these gates: two thresholds and the missing limitation")
    world.story.must(world.production.get().current_deployment == "", "and nothing runs")


def deploy_better_model(world: World) -> None:
    world.story.step("Train a better one on the same data, and deploy it")
    model, config = models.good()
    world.second = train(world, model, config, world.contaminated, "out-second")
    world.first_run = world.second.deploy(PRODUCTION, limitations=facts.LIMITATIONS)
    tell(world, world.first_run)
    world.story.must(world.production.get().current_version == world.second.name, "it is what runs now")


def retrain_and_deploy(world: World) -> None:
    world.story.step("Retrain on the corrected version, and deploy")
    pulled = world.corrected.pull(world.work / "pulled", progress=False)
    world.story.must(pulled.fetched_files == 0, "pulling over the old version fetched nothing: only labels changed")
    model, config = models.good()
    world.third = train(world, model, config, world.corrected, "out-third")
    world.second_run = world.third.deploy(PRODUCTION, limitations=facts.LIMITATIONS)
    tell(world, world.second_run)
    relative = [result.threshold for result in world.second_run.gate_results if result.threshold.HasField("baseline")]
    better = len(relative) == 1 and relative[0].observed >= relative[0].baseline
    world.story.must(better, "it is at least as accurate as what ran before")
    world.story.must(
        world.second_run.rollback.deployment == world.first_run.name, "its record says where to go back to"
    )


def find_impact(world: World) -> None:
    world.story.step("Which deployments learned from the contaminated version?")
    found = impact(world, world.contaminated)
    world.story.must(
        found == {world.poor.name: {}, world.second.name: {world.first_run.name: False}},
        "two models did; one of them was in service and no longer is",
    )
    wider = impact(world, world.contaminated, through_later_versions=True)
    world.story.must(world.third.name in wider, "through its corrected successor the third model is found as well")


def roll_back(world: World) -> None:
    world.story.step("Roll back, as a drill, and forward again")
    world.third_run = world.production.rollback("drill: can we go back at once?")
    tell(world, world.third_run)
    world.story.must(world.third_run.version == world.second.name, "the version before runs again, as a new deployment")
    world.story.must(world.third_run.rollback_of == world.first_run.name, "which says what it takes up again")
    live = impact(world, world.contaminated, live_only=True)
    world.story.must(
        live.get(world.second.name) == {world.third_run.name: True},
        "and the contaminated version is seen to be in service again",
    )
    world.fourth_run = world.production.rollback("end of the drill", deployment=world.second_run.name)
    tell(world, world.fourth_run)
    world.story.must(world.production.get().current_version == world.third.name, "the better model is back")


def ask_what_ran(world: World) -> None:
    world.story.step("What ran at an earlier time?")
    began = world.first_run.start_time.ToDatetime(UTC)
    moment = began + (ended(world, world.first_run.name) - began) / 2
    ran = world.project.deployments(as_of=moment)
    world.story.say(f"at {moment:%H:%M:%S.%f}: {', '.join(f'{short(run.name)} ({short(run.version)})' for run in ran)}")
    world.story.must([run.name for run in ran] == [world.first_run.name], "the first deployment, and nothing else")
    before = world.project.deployments(as_of=datetime(2020, 1, 1, tzinfo=UTC))
    world.story.must(before == [], "and in 2020 nothing")
