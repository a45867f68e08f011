"""Lineage as text, for terminals and logs."""

from collections import defaultdict
from collections.abc import Iterator

from pedigree import names, v1

# Each relation read from the newer end, and from the older one.
_WORDS = {
    v1.RELATION_TRAINING: ("trained on", "trained"),
    v1.RELATION_VALIDATION: ("validated on", "validated"),
    v1.RELATION_TEST: ("tested on", "tested"),
    v1.RELATION_BASE_MODEL: ("fine-tuned from", "base of"),
    v1.RELATION_SOURCE: ("derived from", "source of"),
    v1.RELATION_PARENT: ("follows", "followed by"),
    v1.RELATION_LABEL_SCHEMA: ("labelled in", "schema of"),
    v1.RELATION_EVALUATES: ("evaluates", "evaluated by"),
    v1.RELATION_MEASURED_ON: ("measured on", "measured"),
    v1.RELATION_DEPLOYS: ("deploys", "deployed as"),
    v1.RELATION_REPLACES: ("took the place of", "replaced by"),
}


def ancestry(graph: v1.LineageGraph) -> str:
    """What `GetAncestry` answered, as a tree: the start above, what it came from below."""
    below = defaultdict(list)
    for edge in graph.edges:
        below[getattr(edge, "from")].append((_word(edge, 0), edge.to))
    return _draw(graph, below)


def descendants(graph: v1.LineageGraph) -> str:
    """What `GetDescendants` answered, as a tree: the start above, what came of it below."""
    below = defaultdict(list)
    for edge in graph.edges:
        below[edge.to].append((_word(edge, 1), getattr(edge, "from")))
    return _draw(graph, below)


def _draw(graph: v1.LineageGraph, below: dict[str, list[tuple[str, str]]]) -> str:
    nodes = {node.name: node for node in graph.nodes}
    start = graph.nodes[0].name
    lines = [_title(nodes[start])]
    lines += _branches(start, nodes, below, {start}, "")
    if graph.truncated:
        lines.append("... and more: the answer was cut short")
    return "\n".join(lines)


def _branches(name: str, nodes: dict, below: dict, drawn: set[str], indent: str) -> Iterator[str]:
    branches = sorted((branch for branch in below[name] if branch[1] in nodes), key=lambda branch: branch[1])
    for index, (word, child) in enumerate(branches):
        last = index == len(branches) - 1
        again = child in drawn and bool(below[child])
        yield f"{indent}{'└─' if last else '├─'} {word} {_title(nodes[child])}{' (drawn above)' if again else ''}"
        if child not in drawn:
            drawn.add(child)
            yield from _branches(child, nodes, below, drawn, indent + ("   " if last else "│  "))


def _title(node: v1.LineageNode) -> str:
    title = names.short(node.name)
    if node.kind == v1.LINEAGE_KIND_DEPLOYMENT:
        return f"{title} {'ended' if node.HasField('end_time') else 'LIVE'}"
    if node.state > v1.Version.STATE_REGISTERED:
        return f"{title} {v1.Version.State.Name(node.state).removeprefix('STATE_').lower()}"
    return title


def _word(edge: v1.LineageEdge, side: int) -> str:
    words = _WORDS.get(edge.relation)
    return words[side] if words else v1.Relation.Name(edge.relation).removeprefix("RELATION_").lower()
