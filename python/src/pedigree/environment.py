"""An environment: where versions of one model run, one at a time."""

from collections.abc import Iterable
from datetime import datetime

from pedigree import deployments, errors, names, v1


class Environment:
    """A handle on `projects/p/models/m/environments/e`. It exists once it has a policy."""

    def __init__(self, client, model: str, environment: str):
        self._client = client
        self.name = f"{model}/environments/{environment}"

    def get(self) -> v1.Environment:
        """What runs now, and the etag that deploy, rollback and end need."""
        return self._client.lifecycle.GetEnvironment(v1.GetEnvironmentRequest(name=self.name))

    def policy(self, revision: int = 0) -> v1.DeployPolicy:
        """The policy in force, or an earlier revision of it."""
        request = v1.GetDeployPolicyRequest(name=f"{self.name}/deployPolicy", revision=revision)
        return self._client.lifecycle.GetDeployPolicy(request)

    def set_policy(
        self,
        dataset_version,
        evaluator: str,
        thresholds: Iterable[v1.Threshold],
        *,
        required_limitations: Iterable[str] = (),
        forbid_not_stated: bool = False,
        etag: str | None = None,
    ) -> v1.DeployPolicy:
        """Says what a deployment must pass: evaluations by this evaluator on this dataset version decide."""
        policy = v1.DeployPolicy(
            dataset_version=names.name_of(dataset_version),
            evaluator=evaluator,
            thresholds=thresholds,
            required_limitations=required_limitations,
            forbid_not_stated=forbid_not_stated,
        )
        etag = self._etag_or_none() if etag is None else etag
        request = v1.SetDeployPolicyRequest(name=self.name, policy=policy, etag=etag)
        return self._client.lifecycle.SetDeployPolicy(request)

    def rollback(self, reason: str, *, deployment: str = "", etag: str | None = None) -> v1.Deployment:
        """Takes up again what ran before, or the deployment named, as a new deployment."""
        etag = self.get().etag if etag is None else etag
        request = v1.RollbackDeploymentRequest(name=self.name, deployment=deployment, etag=etag, reason=reason)
        return self._client.lifecycle.RollbackDeployment(request)

    def end(self, reason: str, *, etag: str | None = None) -> v1.Deployment:
        """Takes what runs now out of service, with nothing in its place."""
        now = self.get()
        request = v1.EndDeploymentRequest(
            name=now.current_deployment, etag=now.etag if etag is None else etag, reason=reason
        )
        return self._client.lifecycle.EndDeployment(request)

    def deployments(self, *, as_of: datetime | None = None) -> list[v1.Deployment]:
        """Newest first; with `as_of` only what ran at that time."""
        return list(deployments.listed(self._client, self.name, as_of=as_of))

    def _etag_or_none(self) -> str:
        try:
            return self.get().etag
        except errors.EnvironmentNotFound:
            return ""

    def __repr__(self) -> str:
        return f"<{self.name}>"
