"""Digits: real images and labels through Create, Version, Deploy and Retire.

python -m examples.digits --address HOST:PORT --token-file FILE
"""

from ..telling import tell
from . import create, deploy, labels, retire, schema
from .world import World

STEPS = [
    create.register_schema,
    labels.refuse_faulty_labels,
    create.push_datasets,
    deploy.train_poor_model,
    deploy.refuse_deployment,
    deploy.deploy_better_model,
    labels.correct_labels,
    labels.ask_history,
    labels.ask_who_learned,
    deploy.retrain_and_deploy,
    deploy.find_impact,
    deploy.roll_back,
    deploy.ask_what_ran,
    schema.split_class,
    schema.find_schema_impact,
    schema.refuse_stale_labels,
    labels.relabel_class,
    schema.review_labels,
    retire.refuse_retirement,
    retire.retire_old_model,
    retire.download_again,
    retire.draw_lineage,
    retire.summarize,
]


def main() -> int:
    return tell("digits", "Handwritten digits: Create, Version, Deploy, Retire", World, STEPS)
