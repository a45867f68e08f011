package dev.pedigree.artifact.pin;

import static dev.pedigree.artifact.jooq.Tables.FEED_CURSOR;
import static dev.pedigree.artifact.jooq.Tables.PIN;
import static dev.pedigree.artifact.jooq.Tables.PROJECT;

import dev.pedigree.artifact.jooq.tables.records.FeedCursorRecord;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.Change;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// The SQL of `pin` and `feed_cursor`.
final class PinTable {
    /// Of each subject the pins of its highest revision stay.
    private static final String FORGET = """
            delete from pin using unnest(?::text[], ?::bigint[]) as said(subject, revision)
            where pin.subject = said.subject and pin.revision < said.revision""";

    private static final String PIN_ALL = """
            insert into pin (subject, sha256, revision, project_id)
            select said.subject, said.sha256, said.revision, project.id
            from unnest(?::text[], ?::bytea[], ?::bigint[], ?::text[]) as said(subject, sha256, revision, project)
            join project on project.name = said.project
            where not exists (select from pin where pin.subject = said.subject and pin.revision > said.revision)
            on conflict do nothing""";

    /// One digest that one subject pins.
    record Row(String subject, long revision, String project, Digest digest) {}

    /// Up to where the feed was taken in; no other transaction can move that until this one ends.
    Optional<ConsistencyToken> lock(DSLContext sql) {
        return read(sql.selectFrom(FEED_CURSOR).forUpdate().fetchSingle());
    }

    /// The same, for reading only.
    Optional<ConsistencyToken> position(DSLContext sql) {
        return read(sql.selectFrom(FEED_CURSOR).fetchSingle());
    }

    private static Optional<ConsistencyToken> read(FeedCursorRecord row) {
        return Optional.ofNullable(row.getEpoch())
                .map(epoch -> new ConsistencyToken(epoch, row.getXid(), row.getSequence()));
    }

    void move(DSLContext sql, ConsistencyToken position) {
        sql.update(FEED_CURSOR)
                .set(FEED_CURSOR.EPOCH, position.epoch())
                .set(FEED_CURSOR.XID, position.xid())
                .set(FEED_CURSOR.SEQUENCE, position.sequence())
                .execute();
    }

    /// What subjects pin by their newest revisions; what their older ones pinned is forgotten.
    void put(DSLContext sql, Collection<Change> newest, List<Row> rows) {
        sql.execute(
                FORGET,
                newest.stream().map(Change::getSubject).toArray(String[]::new),
                newest.stream().map(Change::getRevision).toArray(Long[]::new));
        if (!rows.isEmpty()) {
            ensureProjects(sql, rows);
            sql.execute(
                    PIN_ALL,
                    rows.stream().map(Row::subject).toArray(String[]::new),
                    rows.stream().map(row -> row.digest().bytes()).toArray(byte[][]::new),
                    rows.stream().map(Row::revision).toArray(Long[]::new),
                    rows.stream().map(Row::project).toArray(String[]::new));
        }
    }

    /// A version may be known before the first byte of its project.
    private static void ensureProjects(DSLContext sql, List<Row> rows) {
        sql.insertInto(PROJECT, PROJECT.NAME)
                .valuesOfRows(rows.stream()
                        .map(Row::project)
                        .distinct()
                        .sorted()
                        .map(org.jooq.impl.DSL::row)
                        .toList())
                .onConflictDoNothing()
                .execute();
    }

    void clear(DSLContext sql) {
        lock(sql);
        sql.deleteFrom(PIN).execute();
        sql.update(FEED_CURSOR)
                .setNull(FEED_CURSOR.EPOCH)
                .setNull(FEED_CURSOR.XID)
                .setNull(FEED_CURSOR.SEQUENCE)
                .execute();
    }
}
