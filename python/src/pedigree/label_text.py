"""Labels as text, for terminals and logs."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from pedigree import v1


def statistics(counted: v1.LabelLedgerStatistics) -> str:
    """What the server counted in a ledger."""
    return "\n".join(_statistics(counted))


def history(events: Iterable[v1.LabelEvent]) -> str:
    """Every value that the labels of a sample ever had."""
    lines = []
    for (thing, annotator), told in groupby(events, lambda event: (event.object, event.annotator)):
        lines.append(f"{thing or 'whole sample'}, by {annotator}")
        lines += [f"  {_event(event)}" for event in told]
    return "\n".join(lines)


def totals(differences: v1.LabelDiffTotals) -> str:
    """What differs between two versions, in sum."""
    lines = [f"{differences.added:,} added, {differences.removed:,} removed, {differences.changed:,} changed"]
    lines += [f"  {_became(pair.from_class, pair.to_class)}: {pair.annotations:,}" for pair in differences.classes]
    if differences.classes_left_out:
        lines.append(f"  and {differences.classes_left_out:,} rarer ones")
    return "\n".join(lines)


def _statistics(counted: v1.LabelLedgerStatistics) -> Iterator[str]:
    yield f"{counted.annotations:,} labels of {counted.items:,} things in {counted.samples:,} samples"
    if counted.unsettled_items:
        yield f"{counted.unsettled_items:,} things have several labels and no consensus"
    before = {count.class_id: count.items for count in counted.parent_distribution}
    for count in counted.distribution:
        change = count.items - before.get(count.class_id, 0) if before else 0
        yield f"  {count.class_id}: {count.items:,}" + (f" ({change:+,})" if change else "")
    yield f"{counted.added:,} added, {counted.corrected:,} corrected, {counted.withdrawn:,} withdrawn"
    for pair in counted.corrections:
        yield f"  {_became(pair.original, pair.corrected)}: {pair.annotations:,}"
    if counted.corrections_left_out:
        yield f"  and {counted.corrections_left_out:,} rarer ones"
    if counted.HasField("agreement"):
        agreement = counted.agreement
        yield f"{agreement.items:,} things were labelled by several; {agreement.observed:.1%} of their pairs agree"
        for name in ("cohen_kappa", "fleiss_kappa", "krippendorff_alpha"):
            if agreement.HasField(name):
                yield f"  {name.replace('_', ' ')}: {getattr(agreement, name):.3f}"


def _event(event: v1.LabelEvent) -> str:
    parts = [event.class_id or "withdrawn"]
    if event.geometry:
        parts.append(event.geometry)
    if event.HasField("time"):
        parts.append(event.time.ToJsonString())
    parts.append(f"in {event.ledger[:19]}…")
    if event.moved:
        parts.append("moved along with its class")
    elif event.corrector:
        parts.append(f"{event.corrector}: {event.reason}")
    return "  ".join(parts)


def _became(original: str, now: str) -> str:
    return f"{original or 'nothing'} became {now or 'nothing'}"
