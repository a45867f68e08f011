"""What the steps of the story hand on to each other."""

import json
from pathlib import Path

from pedigree.project import Project

from ..telling import Story
from . import facts, pictures
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


def box_of(geometry: str) -> Box:
    said = json.loads(geometry)
    return Box(said["x"], said["y"], said["width"], said["height"])


def coco(world: World, version) -> dict:
    """The labels of a version as a COCO document."""
    path = world.work / "coco.json"
    version.export_labels(path, "coco", progress=False)
    return json.loads(path.read_text("utf-8"))


def examples(world: World, version, folder: Path) -> list[tuple]:
    """Pixels and what is in them, for training and for measuring: read from a COCO document, as other tools do."""
    document = coco(world, version)
    names = {category["id"]: category["class_id"] for category in document["categories"]}
    things: dict[int, list[Found]] = {image["id"]: [] for image in document["images"]}
    for annotation in document["annotations"]:
        things[annotation["image_id"]].append(Found(names[annotation["category_id"]], Box(*annotation["bbox"])))
    return [(pictures.read(folder / image["file_name"]), things[image["id"]]) for image in document["images"]]
