"""Labels for other tools."""

import json

import pedigree

from .pictures import CLASSES
from .world import World, coco


def export(world: World) -> None:
    world.story.step("Export the labels for other tools: as COCO, and as Parquet with a Croissant description")
    document = coco(world, world.corrected)
    in_force = {count.class_id: count.items for count in world.corrected.label_stats().distribution}
    names = {category["id"]: category["name"] for category in document["categories"]}
    found = [names[annotation["category_id"]] for annotation in document["annotations"]]
    world.story.say(f"COCO: {len(document['images'])} pictures, {len(found)} boxes")
    world.story.must({name: found.count(name) for name in CLASSES} == in_force, "it holds each label in force, once")
    seen = {(annotation["annotator"], annotation["attributes"]["shade"]) for annotation in document["annotations"]}
    world.story.must(len(seen) == 4, "with its annotator, consensus or hasty, and its shade")

    target = world.work / "croissant.json"
    exported = world.corrected.export_labels(target, "croissant", progress=False)
    description = json.loads(target.read_text("utf-8"))
    world.story.say(f"Croissant: {description['description']}")
    file = description["distribution"][0]
    table = target.with_name(file["contentUrl"])
    world.story.must(
        pedigree.digests.of_file(table) == f"sha256:{file['sha256']}" == exported.data_file,
        "the Parquet file that it describes lies beside it, byte for byte",
    )
    columns = [field["name"] for field in description["recordSet"][0]["field"]]
    world.story.must(
        {"sample", "object", "class", "geometry"} <= set(columns) and "CC0-1.0" in description["license"],
        "with its columns and its licence",
    )
