package dev.pedigree.registry.schema;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.GetSchemaDiffRequest;
import dev.pedigree.v1.SchemaDiff;

/// Compares two versions of a label schema. Errors: VERSION_NOT_FOUND.
public final class GetSchemaDiff {
    private final Database database;
    private final VersionIds ids;
    private final SchemaHistory history;

    public GetSchemaDiff(Database database, VersionIds ids, SchemaHistory history) {
        this.database = database;
        this.ids = ids;
        this.history = history;
    }

    public SchemaDiff get(GetSchemaDiffRequest request) {
        SchemaSpan span = SchemaSpan.read(request.getFrom(), request.getName());
        return database.read(sql -> SchemaLine.read(sql, ids, history, span).diff());
    }
}
