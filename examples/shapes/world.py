"""What the steps of the story hand on to each other."""

import json
from pathlib import Path

from pedigree import v1
from pedigree.project import Project

from ..telling import Story
from . import facts, pictures
from .annotators import AGREED
from .detector import Found
from .pictures import Box

PRODUCTION = "production"


class World:
    """The project, its assets, and what the steps have made so far."""

    def __init__(self, story: Story, project: Project, work: Path):
        self.story = story
        self.project = project
        self.work = work
        self.dataset = project.dataset("shapes").stating(**facts.DATASET)
        self.net = project.model("detector").stating(**facts.MODEL, **facts.code_commit())
        self.production = self.net.environment(PRODUCTION)
        self.first = list(pictures.draw(range(60)))
        self.second = list(pictures.draw(range(60, 100)))
        self.held_out_pictures = list(pictures.draw(range(1000, 1050)))


def in_force(version) -> list[v1.Label]:
    """The label of each thing: the consensus where there is one, else the only one."""
    labels: dict[tuple[str, str], v1.Label] = {}
    for label in version.find_labels():
        if label.annotator == AGREED or (label.sample, label.object) not in labels:
            labels[label.sample, label.object] = label
    return list(labels.values())


def box_of(geometry: str) -> Box:
    said = json.loads(geometry)
    return Box(said["x"], said["y"], said["width"], said["height"])


def examples(version, folder: Path) -> list[tuple]:
    """Pixels and what is in them, for training and for measuring."""
    things: dict[str, list[Found]] = {}
    for label in in_force(version):
        things.setdefault(label.sample, []).append(Found(label.class_id, box_of(label.geometry)))
    return [(pictures.read(folder, sample), found) for sample, found in things.items()]
