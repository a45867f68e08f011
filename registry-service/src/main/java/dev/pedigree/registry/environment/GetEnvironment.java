package dev.pedigree.registry.environment;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_ENVIRONMENT_NOT_FOUND;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.EnvironmentName;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.Environment;
import dev.pedigree.v1.GetEnvironmentRequest;

/// What runs now? Errors: ENVIRONMENT_NOT_FOUND.
public final class GetEnvironment {
    private final Database database;
    private final Environments environments;

    public GetEnvironment(Database database, Environments environments) {
        this.database = database;
        this.environments = environments;
    }

    public Environment get(GetEnvironmentRequest request) {
        EnvironmentName name = Names.read("name", request.getName(), EnvironmentName::parse);
        return database.read(
                        sql -> environments.find(sql, name).map(environment -> environments.render(sql, environment)))
                .orElseThrow(() -> new NotFound(ERROR_REASON_ENVIRONMENT_NOT_FOUND, "environment", name.toString()));
    }
}
