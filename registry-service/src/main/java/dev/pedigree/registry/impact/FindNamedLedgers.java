package dev.pedigree.registry.impact;

import static dev.pedigree.registry.jooq.Tables.ASSET;
import static dev.pedigree.registry.jooq.Tables.PROJECT;
import static dev.pedigree.registry.jooq.Tables.VERSION;
import static dev.pedigree.registry.jooq.Tables.VERSION_LABELS;
import static org.jooq.impl.DSL.any;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.mesh.v1.FindNamedLedgersRequest;
import dev.pedigree.mesh.v1.NamedLedgers;
import dev.pedigree.registry.name.Names;

/// Which ledgers some version names, so that whoever keeps them knows what may go.
public final class FindNamedLedgers {
    private final Database database;

    public FindNamedLedgers(Database database) {
        this.database = database;
    }

    public NamedLedgers find(FindNamedLedgersRequest request) {
        ProjectName project = Names.read("parent", request.getParent(), ProjectName::parse);
        byte[][] asked =
                request.getLedgersList().stream().map(ByteString::toByteArray).toArray(byte[][]::new);
        return NamedLedgers.newBuilder()
                .addAllLedgers(database.read(sql -> sql.selectDistinct(VERSION_LABELS.LEDGER)
                        .from(VERSION_LABELS)
                        .join(VERSION)
                        .on(VERSION.ID.eq(VERSION_LABELS.VERSION_ID))
                        .join(ASSET)
                        .on(ASSET.ID.eq(VERSION.ASSET_ID))
                        .join(PROJECT)
                        .on(PROJECT.ID.eq(ASSET.PROJECT_ID))
                        .where(PROJECT.PROJECT_ID.eq(project.id()))
                        .and(VERSION_LABELS.LEDGER.eq(any(asked)))
                        .fetch(row -> ByteString.copyFrom(row.value1()))))
                .build();
    }
}
