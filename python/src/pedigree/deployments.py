"""Lists of deployments: of an environment, of a model, of a whole project."""

from collections.abc import Iterator
from datetime import datetime

from pedigree import fact, pages, v1


def listed(client, parent: str, *, as_of: datetime | None = None, version: str = "") -> Iterator[v1.Deployment]:
    """Every deployment below the parent (`.../models/-/environments/-` for a project), newest first."""
    request = v1.ListDeploymentsRequest(
        parent=parent, as_of=None if as_of is None else fact.timestamp(as_of), version=version
    )
    return pages.every(client.lifecycle.ListDeployments, request, "deployments")
