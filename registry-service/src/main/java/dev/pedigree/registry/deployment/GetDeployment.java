package dev.pedigree.registry.deployment;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.DeploymentName;
import dev.pedigree.registry.environment.Environments;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.GetDeploymentRequest;

/// Reads one deployment. Errors: DEPLOYMENT_NOT_FOUND.
public final class GetDeployment {
    private final Database database;
    private final Environments environments;

    public GetDeployment(Database database, Environments environments) {
        this.database = database;
        this.environments = environments;
    }

    public Deployment get(GetDeploymentRequest request) {
        DeploymentName name = Names.read("name", request.getName(), DeploymentName::parse);
        return database.read(sql -> environments
                .find(sql, name.environment())
                .map(environment -> Deployments.require(sql, environment, name).render())
                .orElseThrow(() -> Deployments.notFound(name)));
    }
}
