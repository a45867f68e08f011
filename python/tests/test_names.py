import pytest

from pedigree import names

P = "projects/digits"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("models/net@prod", f"{P}/models/net/versions/@prod"),
        ("models/net@3", f"{P}/models/net/versions/3"),
        ("models/net@latest", f"{P}/models/net/versions/latest"),
        ("models/net/versions/3", f"{P}/models/net/versions/3"),
        ("models/net/versions/@prod", f"{P}/models/net/versions/@prod"),
        ("labelSchemas/s@1", f"{P}/labelSchemas/s/versions/1"),
        ("projects/other/datasets/d/versions/7", "projects/other/datasets/d/versions/7"),
        ("projects/other/datasets/d@gold", "projects/other/datasets/d/versions/@gold"),
    ],
)
def test_references_become_full_names(reference, expected):
    assert names.version_name(P, reference) == expected


@pytest.mark.parametrize(
    "reference", ["models/net", "net@prod", "models/net@0", "models/net@", "models/Net@prod", "models/net@prod/x", ""]
)
def test_what_names_no_version_is_refused_not_guessed(reference):
    with pytest.raises(ValueError, match="names no version"):
        names.version_name(P, reference)


def test_names_for_people_are_short():
    assert names.short(f"{P}/models/net/versions/3") == "models/net/3"
    assert names.short(f"{P}/models/net/environments/production/deployments/2") == "models/net/production#2"
    assert names.short(f"{P}/models/net/versions/3/evaluations/1") == "models/net/3 evaluation 1"
    assert names.short(f"{P}/models/net") == "models/net"
