package dev.pedigree.registry.version;

import dev.pedigree.lifecycle.State;
import dev.pedigree.registry.name.Etag;
import dev.pedigree.registry.name.Times;
import dev.pedigree.registry.record.States;
import dev.pedigree.registry.sql.FixedStatement;
import dev.pedigree.v1.Annotations;
import dev.pedigree.v1.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;

/// What may change about a version, in one of its revisions.
record StateRow(long id, State state, long revision, Annotations annotations, Instant updated) {
    private static final FixedStatement READ = new FixedStatement("""
            select version_id, state, revision, description, tags::text, updated_at
            from version_state where version_id = any(?)""");

    static List<StateRow> fetch(DSLContext sql, Collection<Long> ids) {
        return READ.fetch(sql, StateRow::read, (Object) ids.toArray(Long[]::new));
    }

    /// @param frozen the version, in whatever revision
    Version applyTo(Version frozen) {
        return frozen.toBuilder()
                .setState(States.toWire(state))
                .setAnnotations(annotations)
                .setEtag(Etag.of(frozen.getName(), revision))
                .setUpdateTime(Times.toWire(updated))
                .build();
    }

    private static StateRow read(ResultSet row) throws SQLException {
        return new StateRow(
                row.getLong(1),
                State.valueOf(row.getString(2)),
                row.getLong(3),
                Annotations.newBuilder()
                        .setDescription(row.getString(4))
                        .putAllTags(TagsJson.parse(row.getString(5)))
                        .build(),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }
}
