"""Labels: corrected with the original kept, asked for their past, given anew where a class was split."""

from datetime import UTC, datetime

import pedigree
from pedigree import change, errors
from pedigree.names import short

from . import bars, data, facts
from .schema import CROSSED, SEVEN
from .world import World, distribution

STORY = "examples/digits/story.py"
WHY = "the simulated errors are taken back: eights had been keyed as threes, sevens as ones"


def refuse_faulty_labels(world: World) -> None:
    world.story.step("Prepare labels with faults: refused, and the faults are data")
    faulty = [{"sample": "0000", "class": "ten"}, {"sample": "0001", "class": "1"}, {"sample": "0001", "class": "7"}]
    refusal = world.story.must_raise(
        pedigree.LabelsRefused,
        "nothing of it is stored",
        lambda: world.project.prepare_labels(world.schema, faulty, progress=False, **facts.IMPORTED),
    )
    world.story.say(refusal)
    found = {kind: fault.count for kind, fault in refusal.kinds.items()}
    world.story.must(found == {"CLASS_UNKNOWN": 1, "KEY_REPEATED": 2}, "each kind with its count and its rows")


def correct_labels(world: World) -> None:
    world.story.step("Correct the labels: a new dataset version, with the original beside each correction")
    rows = data.corrections(world.wrong_labels, world.labels)
    said = {"annotator": facts.LABELLERS, "corrector": STORY, "corrected_at": datetime.now(UTC), "progress": False}
    fixed = world.contaminated.correct_labels(rows, **said)
    made = change.corrective(fixed, corrector=STORY, reason=WHY)
    given = facts.as_published()
    world.corrected = world.dataset.push(
        world.folder, parent=world.contaminated, labels=fixed, change=made, progress=False, **given
    )
    statistics = world.corrected.label_stats()
    world.story.say(f"{short(world.corrected.name)}:")
    world.story.say(pedigree.label_text.statistics(statistics))
    confusion = {(pair.original, pair.corrected): pair.annotations for pair in statistics.corrections}
    expected = {(wrong, true): sum(row["corrected"] == true for row in rows) for true, wrong in data.MISTAKES.items()}
    world.story.must(confusion == expected, "the server counted what was taken for what")
    world.story.must(distribution(world.corrected) == data.counts(world.labels), "and what the labels are now")
    world.story.must(world.corrected.pushed.sent_blobs == 0, "no image was sent again")
    refusal = world.story.must_raise(
        pedigree.LabelsRefused,
        "the same correction once more is refused: it is no longer what the labels were",
        lambda: world.corrected.correct_labels(rows[:2], **said),
    )
    world.story.say(refusal)
    differing = [(row.stated, row.expected) for row in refusal.kinds["ORIGINAL_DIFFERS"].rows]
    world.story.must(
        differing == [(row["original"], row["corrected"]) for row in rows[:2]],
        "each row with what it states, and what it ought to",
    )
    late = world.story.must_raise(
        errors.ParentNotNewest,
        "a second correction of the same parent is refused, for it would lose the first",
        lambda: world.dataset.push(
            world.folder, parent=world.contaminated, labels=fixed, change=made, progress=False, **given
        ),
    )
    world.story.must(late.metadata.get("newest") == world.corrected.name, "and the newest version is named")


def ask_history(world: World) -> None:
    world.story.step("What an auditor asks: what was this label, and why did it change?")
    sample = next(sample for sample, label in world.labels.items() if world.wrong_labels[sample] != label)
    world.mistaken = sample
    events = world.corrected.label_history(sample)
    world.story.say(f"sample {sample}")
    world.story.say(pedigree.label_text.history(events))
    told = [(event.ledger, event.class_id, event.original) for event in events]
    wrong, true = world.wrong_labels[sample], world.labels[sample]
    first, second = (version.label_ledger().digest for version in (world.contaminated, world.corrected))
    world.story.must(told == [(first, wrong, ""), (second, true, wrong)], "both values, each with where it came from")
    changed = {row.sample for row in world.contaminated.diff_labels(world.corrected)}
    corrected = {label.sample for label in world.corrected.find_labels(corrected=True)}
    world.story.must(changed == corrected and len(changed) == world.wrong, f"one of {len(changed)} that differ")


def ask_who_learned(world: World) -> None:
    world.story.step("Who learned from that wrong label, and where does it run?")
    learned = world.corrected.who_learned(world.mistaken)
    for holder in learned.datasets:
        world.story.say(f"{short(holder.dataset_version)} held it")
    for model in learned.models:
        runs = ", ".join(short(run) for run in model.live_deployments) or "nowhere"
        world.story.say(f"{short(model.model_version)} learned from it, and runs {runs}")
    held = {holder.dataset_version: holder.labels for holder in learned.datasets}
    world.story.must(held == {world.contaminated.name: 1}, "one dataset version held it")
    running = {model.model_version: list(model.live_deployments) for model in learned.models}
    world.story.must(
        running == {world.poor.name: [], world.second.name: [world.first_run.name]},
        "two models learned from it, and one of them is in service",
    )
    all_of_them = world.corrected.who_learned()
    held = {holder.dataset_version: holder.labels for holder in all_of_them.datasets}
    world.story.must(held == {world.contaminated.name: world.wrong}, "of all labels that were corrected, too")


def relabel_class(world: World) -> None:
    world.story.step("Move the labels to the new schema: every seven is given anew, with a bar or without")
    mapping = {digit: [digit, CROSSED] if digit == SEVEN else digit for digit in world.labels.values()}
    refusal = world.story.must_raise(
        pedigree.LabelsRefused,
        "sevens that are left out are refused",
        lambda: world.corrected.move_labels(world.split, mapping, progress=False),
    )
    sevens = list(world.corrected.find_labels(classes=[SEVEN]))
    missing = refusal.kinds["RELABEL_MISSING"].count
    world.story.must(missing == len(sevens), f"all {missing} of them")
    rule = f"examples/digits/bars.py@{facts.code()[:60]}"
    said = {"corrector": rule, "source": "model", "model": rule, "corrected_at": datetime.now(UTC)}
    rows = [pedigree.correction(label, _look(world, label.sample), reason=_WHY_ANEW, **said) for label in sevens]
    moved = world.corrected.move_labels(world.split, mapping, rows, progress=False)
    world.relabelled = world.dataset.push(
        world.folder,
        parent=world.corrected,
        labels=moved,
        change=change.schema(world.schema, mapping, moved),
        progress=False,
        **facts.relabelled(rule),
    )
    totals = world.corrected.label_diff_totals(world.relabelled)
    pairs = {(pair.from_class, pair.to_class): pair.annotations for pair in totals.classes if pair.to_class == CROSSED}
    barred = sum(row["corrected"] == CROSSED for row in rows)
    world.story.say(f"{short(world.relabelled.name)}: {barred} of {len(rows)} sevens have a bar")
    world.story.must(pairs == {(SEVEN, CROSSED): barred}, "that is what differs; all other classes moved along whole")


_WHY_ANEW = "the class was split: the rule looked for a bar"


def _look(world: World, sample: str) -> str:
    return CROSSED if bars.crossed(world.folder, sample) else SEVEN
