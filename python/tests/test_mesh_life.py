"""The shapes of the README, against a real mesh."""

import pytest

import pedigree
from complete import NOW, lineage

pytestmark = pytest.mark.mesh


def test_one_life(project, tmp_path):
    schema, data, model = lineage(project, tmp_path / "files")
    net = project.model("net")
    production = net.environment("production")
    production.set_policy(data, "e/1", [pedigree.at_least("accuracy", 0.9)])
    model.evaluate(data, "e/1", {"accuracy": 0.95}, started=NOW)
    deployed = model.deploy("production", limitations={"edges": "none known"})
    assert deployed.rollback.procedure.startswith("Call RollbackDeployment")
    assert production.get().current_version == model.name

    model.alias("prod")
    assert project.version("models/net@prod") == model
    assert project.pull("models/net@prod", tmp_path / "to", progress=False).files == 2
    assert [move.to_version for move in net.alias_moves("prod")] == [model.name]

    up = {node.name for node in model.ancestry().nodes}
    assert up == {model.name, data.name, schema.name}
    down = schema.descendants()
    assert deployed.name in {node.name for node in down.nodes}
    assert "deployed as models/net/production#1 LIVE" in pedigree.drawing.descendants(down)
    impact = data.impact()
    assert [found.model_version for found in impact.models] == [model.name]
    assert [run.deployment for run in impact.models[0].deployments] == [deployed.name]


def test_lists_go_on_over_pages(project, tmp_path):
    (tmp_path / "f").write_text("x")
    for number in range(3):
        project.model(f"m-{number}").ensure()
    client = project.client
    page = client.assets.ListAssets(pedigree.v1.ListAssetsRequest(parent=project.name, page_size=2))
    assert len(page.assets) == 2 and page.next_page_token
    assert [asset.name.split("/")[-1] for asset in project.assets()] == ["m-0", "m-1", "m-2"]


def test_a_project_is_made_only_when_asked_for(connection):
    absent = connection.project("never-made-by-reading")
    with pytest.raises(pedigree.errors.ProjectNotFound):
        absent.get()
