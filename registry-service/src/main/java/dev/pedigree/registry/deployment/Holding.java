package dev.pedigree.registry.deployment;

import static dev.pedigree.registry.jooq.Tables.ASSET_HEAD;
import static org.jooq.impl.DSL.any;

import dev.pedigree.lifecycle.State;
import dev.pedigree.registry.version.VersionStates;
import java.util.Collection;
import java.util.Map;
import org.jooq.DSLContext;

/// Whether what is read may change before the transaction ends.
enum Holding {
    /// To explain.
    NONE {
        @Override
        Map<Long, State> states(DSLContext sql, Collection<Long> versions) {
            return VersionStates.read(sql, versions);
        }

        @Override
        void schemas(DSLContext sql, Collection<Long> assets) {
            // read as they stand
        }
    },

    /// To decide.
    SHARED {
        @Override
        Map<Long, State> states(DSLContext tx, Collection<Long> versions) {
            return VersionStates.share(tx, versions);
        }

        // Whoever makes the next version of a schema updates the same row.
        @Override
        void schemas(DSLContext tx, Collection<Long> assets) {
            tx.select(ASSET_HEAD.ASSET_ID)
                    .from(ASSET_HEAD)
                    .where(ASSET_HEAD.ASSET_ID.eq(any(assets.toArray(Long[]::new))))
                    .orderBy(ASSET_HEAD.ASSET_ID)
                    .forShare()
                    .execute();
        }
    };

    /// States by id, ascending.
    abstract Map<Long, State> states(DSLContext sql, Collection<Long> versions);

    /// Sees to it that these label schemas get no further version meanwhile.
    abstract void schemas(DSLContext sql, Collection<Long> assets);
}
