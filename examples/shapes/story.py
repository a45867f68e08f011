"""Shapes: boxes round things in pictures, from two annotators to a detector that runs.

python -m examples.shapes --address HOST:PORT --token-file FILE
"""

from ..telling import summary, tell
from . import deploy, export, labels
from .world import World


def summarize(world: World) -> None:
    print("\n" + summary(world.project, world.production))


STEPS = [
    labels.register_schema,
    labels.refuse_faulty_boxes,
    labels.label_twice,
    labels.settle,
    labels.add_session,
    deploy.hold_out,
    deploy.refuse_detector,
    labels.correct_boxes,
    labels.ask_history,
    labels.ask_who_learned,
    export.export,
    deploy.deploy_detector,
    summarize,
]


def main() -> int:
    return tell("shapes", "Boxes in pictures: two annotators, a consensus, a correction, a detector", World, STEPS)
