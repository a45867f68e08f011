from pedigree import drawing, v1

P = "projects/p"
NET, DIGITS, FIRST, SCHEMA = (
    f"{P}/models/net/versions/3",
    f"{P}/datasets/digits/versions/2",
    f"{P}/datasets/digits/versions/1",
    f"{P}/labelSchemas/ten/versions/1",
)


def edge(newer, older, relation):
    return v1.LineageEdge(**{"from": newer, "to": older, "relation": relation})


def graph(nodes, edges, **more):
    return v1.LineageGraph(nodes=[v1.LineageNode(name=name, **given) for name, given in nodes], edges=edges, **more)


def test_ancestry_is_a_tree_from_the_newest():
    edges = [
        edge(NET, DIGITS, v1.RELATION_TRAINING),
        edge(DIGITS, FIRST, v1.RELATION_PARENT),
        edge(DIGITS, SCHEMA, v1.RELATION_LABEL_SCHEMA),
        edge(FIRST, SCHEMA, v1.RELATION_LABEL_SCHEMA),
    ]
    nodes = [(NET, {}), (DIGITS, {}), (FIRST, {"state": v1.Version.STATE_DEPRECATED}), (SCHEMA, {})]
    assert drawing.ancestry(graph(nodes, edges)).splitlines() == [
        "models/net/3",
        "└─ trained on datasets/digits/2",
        "   ├─ follows datasets/digits/1 deprecated",
        "   │  └─ labelled in labelSchemas/ten/1",
        "   └─ labelled in labelSchemas/ten/1",
    ]


def test_descendants_show_what_runs():
    deployment = f"{P}/models/net/environments/production/deployments/1"
    edges = [edge(NET, DIGITS, v1.RELATION_TRAINING), edge(deployment, NET, v1.RELATION_DEPLOYS)]
    nodes = [(DIGITS, {}), (NET, {}), (deployment, {"kind": v1.LINEAGE_KIND_DEPLOYMENT})]
    assert drawing.descendants(graph(nodes, edges, truncated=True)).splitlines() == [
        "datasets/digits/2",
        "└─ trained models/net/3",
        "   └─ deployed as models/net/production#1 LIVE",
        "... and more: the answer was cut short",
    ]
