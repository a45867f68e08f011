package dev.pedigree.registry.deployment;

import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT;
import static dev.pedigree.registry.jooq.Tables.ENVIRONMENT;
import static org.jooq.impl.DSL.any;

import dev.pedigree.lifecycle.name.DeploymentName;
import dev.pedigree.lifecycle.name.VersionName;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;

/// A deployment that runs now, and what it runs.
public record LiveDeployment(DeploymentName name, VersionName version) {

    /// Every one that runs any of these versions, oldest first.
    public static List<LiveDeployment> of(DSLContext sql, Collection<Long> versions) {
        return Deployments.select(sql)
                .join(ENVIRONMENT)
                .on(ENVIRONMENT.CURRENT_DEPLOYMENT_ID.eq(DEPLOYMENT.ID))
                .where(DEPLOYMENT.VERSION_ID.eq(any(versions.toArray(Long[]::new))))
                .orderBy(DEPLOYMENT.ID)
                .fetch(row -> of(Deployments.stored(row)));
    }

    private static LiveDeployment of(Stored deployment) {
        return new LiveDeployment(deployment.name(), deployment.version());
    }
}
