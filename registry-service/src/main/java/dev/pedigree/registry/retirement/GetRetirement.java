package dev.pedigree.registry.retirement;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_RETIREMENT_NOT_FOUND;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.RetirementName;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.GetRetirementRequest;
import dev.pedigree.v1.Retirement;

/// Reads the archival record of a retired version. Errors: RETIREMENT_NOT_FOUND.
public final class GetRetirement {
    private final Database database;
    private final Retirements retirements;

    public GetRetirement(Database database, Retirements retirements) {
        this.database = database;
        this.retirements = retirements;
    }

    public Retirement get(GetRetirementRequest request) {
        RetirementName name = Names.read("name", request.getName(), RetirementName::parse);
        return database.read(sql -> retirements.find(sql, name))
                .orElseThrow(() -> new NotFound(ERROR_REASON_RETIREMENT_NOT_FOUND, "retirement", name.toString()));
    }
}
