"""Resource names, as docs and the API spell them."""

import re

from pedigree.v1 import KIND_DATASET, KIND_LABEL_SCHEMA, KIND_MODEL

ID = "[a-z][a-z0-9-]{0,62}"
COLLECTIONS = {KIND_DATASET: "datasets", KIND_MODEL: "models", KIND_LABEL_SCHEMA: "labelSchemas"}

_ASSET = rf"(?P<asset>(?:datasets|models|labelSchemas)/{ID})"
_REFERENCE = re.compile(
    rf"(?:projects/(?P<project>{ID})/)?{_ASSET}"
    rf"(?:/versions/(?P<plain>[1-9][0-9]{{0,9}}|latest|@{ID})|@(?P<short>[1-9][0-9]{{0,9}}|{ID}))"
)


def version_name(project: str, reference) -> str:
    """The full name that a reference stands for, within `projects/...`.

    References are `models/net@prod` (an alias), `models/net@3`, `models/net@latest`, names relative to the project such
    as `models/net/versions/3`, full names, and versions that this package gave.
    """
    text = name_of(reference)
    match = _REFERENCE.fullmatch(text)
    if not match:
        raise ValueError(
            f"{text!r} names no version: write models/net@3, models/net@latest, models/net@alias "
            "or projects/p/models/net/versions/3 (likewise datasets, labelSchemas)"
        )
    owner = f"projects/{match['project']}" if match["project"] else project
    if match["plain"]:
        selector = match["plain"]
    else:
        short = match["short"]
        selector = short if short.isdigit() or short == "latest" else f"@{short}"
    return f"{owner}/{match['asset']}/versions/{selector}"


def name_of(resource) -> str:
    """The name of a resource, a message or a handle, or the name itself."""
    name = resource if isinstance(resource, str) else getattr(resource, "name", None)
    if not isinstance(name, str):
        raise TypeError(f"a resource or its name is needed, not {resource!r}")
    return name


def asset_of(version: str) -> str:
    """`projects/p/models/net` of `projects/p/models/net/versions/3/...`."""
    return "/".join(version.split("/")[:4])


def short(name: str) -> str:
    """A name for people: `models/net/3`, `models/net/production#2` for a deployment."""
    parts = name.split("/")
    if len(parts) < 6:
        return "/".join(parts[2:]) or name
    head = "/".join(parts[2:4])
    if parts[4] == "environments":
        return f"{head}/{parts[5]}" + (f"#{parts[7]}" if len(parts) == 8 else "")
    tail = f" {parts[6].removesuffix('s')} {parts[7]}" if len(parts) == 8 else ""
    return f"{head}/{parts[5]}{tail}"


def project_of(name: str) -> str:
    """`projects/p` of any name below it."""
    return "/".join(name.split("/")[:2])
