"""Digits: real images and labels through Create, Version, Deploy and Retire.

    python examples/digits/story.py --address HOST:PORT --token-file FILE

Every step says what must hold and checks it; the exit status is 0 only if all of it did. Each run makes a project
of its own, so it can be run again on the same server.
"""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import create
import deploy
import labels
import pedigree
import retire
import schema
from show import Broken, Story
from world import World

STEPS = [
    create.register_schema,
    labels.refuse_faulty_labels,
    create.push_datasets,
    deploy.train_poor_model,
    deploy.refuse_deployment,
    deploy.deploy_better_model,
    labels.correct_labels,
    labels.ask_history,
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
]


def main() -> int:
    parser = argparse.ArgumentParser(description="Handwritten digits through Create, Version, Deploy and Retire.")
    parser.add_argument("--address", help="HOST:PORT of the mesh; else PEDIGREE_ADDRESS")
    parser.add_argument("--token-file", help="file with the token; else PEDIGREE_TOKEN or PEDIGREE_TOKEN_FILE")
    parser.add_argument("--project", default=f"digits-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    given = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    story = Story("Handwritten digits: Create, Version, Deploy, Retire")
    with (
        tempfile.TemporaryDirectory(prefix="digits-") as work,
        pedigree.connect(given.address, token_file=given.token_file, timeout=120) as connection,
    ):
        try:
            world = World(story, connection.project(given.project, create=True), Path(work))
            for step in STEPS:
                step(world)
            print("\n" + retire.summary(world))
        except (Broken, pedigree.PedigreeError) as failure:
            print(f"\nThe story broke: {failure}", file=sys.stderr)
            return 1
    print(f"\nThe story holds: {story.end()}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
