package dev.pedigree.registry.alias;

import static dev.pedigree.registry.jooq.Tables.ALIAS;
import static dev.pedigree.registry.jooq.Tables.ALIAS_MOVE;
import static dev.pedigree.registry.jooq.Tables.ASSET_HEAD;

import dev.pedigree.registry.jooq.tables.records.AliasMoveRecord;
import dev.pedigree.registry.mutation.Mutation;
import java.util.Optional;
import org.jooq.DSLContext;

/// All SQL that moves aliases. An alias never moves without the row that says so.
final class AliasStore {
    private AliasStore() {}

    /// Moves of the aliases of one asset queue up here: an alias that is not there yet has no row to lock.
    static Optional<AliasRow> lock(DSLContext sql, long asset, String alias) {
        sql.select(ASSET_HEAD.ASSET_ID)
                .from(ASSET_HEAD)
                .where(ASSET_HEAD.ASSET_ID.eq(asset))
                .forNoKeyUpdate()
                .fetch();
        return sql.select(ALIAS.VERSION_ID, ALIAS.REVISION)
                .from(ALIAS)
                .where(ALIAS.ASSET_ID.eq(asset))
                .and(ALIAS.ALIAS_.eq(alias))
                .fetchOptional(row -> new AliasRow(row.value1(), row.value2()));
    }

    static AliasMoveRecord move(Mutation mutation, long asset, String alias, Optional<Long> from, Optional<Long> to) {
        return mutation.sql()
                .insertInto(ALIAS_MOVE)
                .set(ALIAS_MOVE.ASSET_ID, asset)
                .set(ALIAS_MOVE.ALIAS, alias)
                .set(ALIAS_MOVE.FROM_VERSION, from.orElse(null))
                .set(ALIAS_MOVE.TO_VERSION, to.orElse(null))
                .set(ALIAS_MOVE.ACTOR, mutation.actor())
                .returning()
                .fetchSingle();
    }

    static void point(Mutation mutation, long asset, String alias, long version, long revision) {
        mutation.write(mutation.sql()
                .insertInto(ALIAS)
                .set(ALIAS.ASSET_ID, asset)
                .set(ALIAS.ALIAS_, alias)
                .set(ALIAS.VERSION_ID, version)
                .set(ALIAS.REVISION, revision)
                .onConflict(ALIAS.ASSET_ID, ALIAS.ALIAS_)
                .doUpdate()
                .set(ALIAS.VERSION_ID, version)
                .set(ALIAS.REVISION, revision));
    }

    static void remove(Mutation mutation, long asset, String alias) {
        mutation.write(
                mutation.sql().deleteFrom(ALIAS).where(ALIAS.ASSET_ID.eq(asset)).and(ALIAS.ALIAS_.eq(alias)));
    }
}
