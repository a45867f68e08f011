"""Boxes in ledgers: by two annotators, settled, added to, corrected."""

from datetime import UTC, datetime

import pedigree
from pedigree import change
from pedigree.names import short

from . import annotators, facts, pictures
from .annotators import CAREFUL, HASTY
from .world import World, box_of

WHY = "the tool of the second session drew every box 3 pixels off"


def register_schema(world: World) -> None:
    world.story.step("Register a label schema of boxes: three classes, each with a shade")
    world.schema = world.project.label_schema("shapes").push(**facts.label_schema())
    classes = world.schema.record.label_schema.classes
    world.story.say(", ".join(f"{each.name}: {each.definition}" for each in classes))
    world.story.must([each.id for each in classes] == pictures.CLASSES, f"it is {short(world.schema.name)}")


def refuse_faulty_boxes(world: World) -> None:
    world.story.step("Prepare boxes with faults: refused, and the faults are data")
    right = next(annotators.label(world.first[0], CAREFUL))
    faulty = [
        right | {"object": "1", "geometry": {"x": 3, "y": 4, "width": -5, "height": 6}},
        right | {"object": "2", "attributes": {"shade": "pink"}},
        right | {"object": "3"},
    ]
    refusal = world.story.must_raise(
        pedigree.LabelsRefused,
        "nothing of it is stored",
        lambda: world.project.prepare_labels(world.schema, faulty, progress=False, **facts.by(CAREFUL)),
    )
    world.story.say(refusal)
    found = {kind: [row.object for row in fault.rows] for kind, fault in refusal.kinds.items()}
    world.story.must(
        found == {"GEOMETRY_ILLEGAL": ["1"], "ATTRIBUTES_ILLEGAL": ["2"]},
        "a box of negative width, and a shade of pink",
    )


def label_twice(world: World) -> None:
    world.story.step("Draw 60 pictures and have two simulated annotators label every thing: how far do they agree?")
    world.folder = world.work / "pictures"
    pictures.write(world.folder, world.first)
    rows = [row for name in facts.BOTH for picture in world.first for row in _labels(picture, name)]
    ledger = world.project.prepare_labels(world.schema, rows, files=world.folder, progress=False)
    agreement = ledger.statistics.agreement
    world.twice = world.dataset.push(
        world.folder,
        labels=ledger,
        change=change.initial(),
        progress=False,
        **facts.dataset(*facts.BOTH, agreement=agreement),
    )
    things = sum(len(picture.things) for picture in world.first)
    world.story.say(f"{short(world.twice.name)}: {len(rows)} boxes round {things} things")
    world.story.say(f"classes agree on {agreement.observed:.1%}, Cohen's kappa {agreement.cohen_kappa:.3f}")
    world.story.say(f"Krippendorff's alpha {agreement.krippendorff_alpha:.3f}")
    by_thing = [{row["class"] for row in rows if _thing(row) == thing} for thing in {_thing(row) for row in rows}]
    same = sum(len(classes) == 1 for classes in by_thing) / things
    world.story.must(abs(agreement.observed - same) < 1e-9, "the server counted the agreement that there is")
    world.story.must(ledger.statistics.unsettled_items == things, "and no label is in force before both are settled")


def settle(world: World) -> None:
    world.story.step("Settle them: a consensus for every thing, as an additive change")
    rows = _with_path(
        annotators.agree(picture, one, other)
        for picture in world.first
        for one, other in zip(*(annotators.label(picture, name) for name in facts.BOTH), strict=True)
    )
    ledger = world.twice.add_labels(rows, files=world.twice, progress=False, **facts.CONSENSUS)
    world.settled = world.dataset.push(
        world.folder,
        parent=world.twice,
        labels=ledger,
        change=change.additive(ledger, "collected", "the consensus of both annotators"),
        progress=False,
        **facts.dataset(*facts.BOTH, agreement=ledger.statistics.agreement),
    )
    statistics = world.settled.label_stats()
    for count in statistics.distribution:
        world.story.say(f"{count.class_id}: {count.items} things in {count.samples} pictures")
    world.story.must(statistics.unsettled_items == 0, "every thing has a label in force")
    world.story.must(
        sum(count.items for count in statistics.distribution) == len(rows), "one for each, whatever was said before"
    )


def add_session(world: World) -> None:
    world.story.step("Add 40 pictures from a second session, labelled once, in haste, with a tool that is off")
    pictures.write(world.folder, world.second)
    rows = [row for picture in world.second for row in _with_path(annotators.label_hastily(picture))]
    ledger = world.settled.add_labels(rows, files=world.folder, progress=False, **facts.by(HASTY))
    world.grown = world.dataset.push(
        world.folder,
        parent=world.settled,
        labels=ledger,
        change=change.additive(ledger, "collected", "a second session"),
        progress=False,
        **facts.dataset(*facts.BOTH),
    )
    statistics = world.grown.label_stats()
    world.story.say(
        f"{short(world.grown.name)}: {statistics.added} boxes in {statistics.changed_samples} more pictures"
    )
    world.story.must((statistics.added, statistics.samples) == (len(rows), 100), "as many as were added")


def correct_boxes(world: World) -> None:
    world.story.step("Correct the second session: boxes moved, classes mended, smudges withdrawn")
    drawn = {picture.sample: picture for picture in world.second}
    rows = []
    for label in world.grown.find_labels(samples=drawn):
        fixed = annotators.correct(drawn[label.sample], {"object": label.object})
        rows.append(
            pedigree.correction(
                label,
                fixed["class"] if fixed else "",
                geometry=fixed and fixed["geometry"],
                reason=WHY if fixed else "a smudge, and no thing",
            )
        )
    said = {"corrector": facts.by(CAREFUL)["model"], "corrected_at": datetime.now(UTC)}
    fixed = world.grown.correct_labels(rows, progress=False, **said)
    world.corrected = world.dataset.push(
        world.folder,
        parent=world.grown,
        labels=fixed,
        change=change.corrective(fixed, said["corrector"], WHY),
        progress=False,
        **facts.dataset(*facts.BOTH),
    )
    statistics = world.corrected.label_stats()
    world.story.say(pedigree.label_text.statistics(statistics))
    smudges = sum(len(picture.smudges) for picture in world.second)
    world.story.must(
        (statistics.corrected, statistics.withdrawn) == (len(rows) - smudges, smudges),
        "the server counted what became of each",
    )
    moved = [row for row in world.grown.diff_labels(world.corrected) if row.from_class == row.to_class]
    world.story.must(all(row.rest_differs for row in moved), f"{len(moved)} kept their class, and have another box")


def ask_history(world: World) -> None:
    world.story.step("What was this box, and why is it another one?")
    sample = world.second[0].sample
    events = [event for event in world.corrected.label_history(sample) if event.object == "1"]
    world.story.say(pedigree.label_text.history(events))
    first, second = (box_of(event.geometry) for event in events)
    true = world.second[0].things[0].box
    world.story.must(pictures.iou(first, true) < pictures.iou(second, true), "it lies better than before")


def ask_who_learned(world: World) -> None:
    world.story.step("Who learned from the boxes that were wrong, and where does it run?")
    learned = world.corrected.who_learned()
    for holder in learned.datasets:
        models = ", ".join(short(model) for model in holder.models)
        world.story.say(f"{short(holder.dataset_version)} held {holder.labels} of them and taught {models}")
    held = {holder.dataset_version: holder.labels for holder in learned.datasets}
    world.story.must(held == {world.grown.name: world.grown.label_stats().added}, "one version held all of them")
    running = {model.model_version: list(model.live_deployments) for model in learned.models}
    world.story.must(running == {world.first_model.name: []}, "the refused detector learned from it, and runs nowhere")


def _labels(picture: pictures.Picture, annotator: str) -> list[dict]:
    return [row | facts.by(annotator) for row in _with_path(annotators.label(picture, annotator))]


def _with_path(rows) -> list[dict]:
    return [row | {"path": pictures.path(row["sample"])} for row in rows]


def _thing(row: dict) -> tuple[str, str]:
    return row["sample"], row["object"]
