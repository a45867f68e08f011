package dev.pedigree.label.ledger;

import static dev.pedigree.label.jooq.Tables.LEDGER;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pedigree.label.agreement.Ratings;
import dev.pedigree.label.jooq.tables.records.LedgerRecord;
import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.label.rule.ClassMoves;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.mesh.v1.LedgerRatings;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.SchemaLabels;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/// The SQL of `ledger`.
final class LedgerTable {
    /// All but what was counted, which is much, and asked for of one ledger at a time.
    private static final List<Field<?>> UNCOUNTED = Stream.of(LEDGER.fields())
            .filter(field -> !field.equals(LEDGER.STATISTICS) && !field.equals(LEDGER.RATINGS))
            .toList();

    private LedgerTable() {}

    static Optional<LedgerRecord> find(DSLContext sql, LedgerName name) {
        return sql.selectFrom(LEDGER)
                .where(LEDGER.PROJECT.eq(name.project().id()))
                .and(LEDGER.DIGEST.eq(name.digest().bytes()))
                .fetchOptional();
    }

    static Optional<Ledger> find(DSLContext sql, long id) {
        return sql.select(UNCOUNTED)
                .from(LEDGER)
                .where(LEDGER.ID.eq(id))
                .fetchOptionalInto(LEDGER)
                .map(LedgerTable::read);
    }

    /// From the first one to this.
    static List<Ledger> chain(DSLContext sql, long id) {
        Table<?> chain = table(name("chain"));
        Field<Long> chained = field(name("chain", "id"), Long.class);
        Field<Long> parent = field(name("chain", "parent_id"), Long.class);
        return sql.withRecursive(name("chain")
                        .fields("id", "parent_id")
                        .as(select(LEDGER.ID, LEDGER.PARENT_ID)
                                .from(LEDGER)
                                .where(LEDGER.ID.eq(id))
                                .unionAll(select(LEDGER.ID, LEDGER.PARENT_ID)
                                        .from(chain)
                                        .join(LEDGER)
                                        .on(LEDGER.ID.eq(parent)))))
                .select(UNCOUNTED)
                .from(LEDGER)
                .where(LEDGER.ID.in(select(chained).from(chain)))
                .orderBy(LEDGER.ORDINAL)
                .fetchInto(LEDGER)
                .map(LedgerTable::read);
    }

    static List<Ledger> unnamed(DSLContext sql) {
        return sql.select(UNCOUNTED)
                .from(LEDGER)
                .where(LEDGER.KEPT.isFalse())
                .fetchInto(LEDGER)
                .map(LedgerTable::read);
    }

    static List<Ledger> held(DSLContext sql, ProjectName project) {
        return sql.selectFrom(LEDGER)
                .where(LEDGER.PROJECT.eq(project.id()))
                .orderBy(LEDGER.ORDINAL, LEDGER.ID)
                .fetch(LedgerTable::read);
    }

    /// This one and all that follow it, near or far.
    static List<Ledger> kept(DSLContext sql, long id) {
        Table<?> family = table(name("family"));
        Field<Long> member = field(name("family", "id"), Long.class);
        return sql.withRecursive(name("family")
                        .fields("id")
                        .as(select(LEDGER.ID)
                                .from(LEDGER)
                                .where(LEDGER.ID.eq(id))
                                .unionAll(select(LEDGER.ID)
                                        .from(family)
                                        .join(LEDGER)
                                        .on(LEDGER.PARENT_ID.eq(member)))))
                .select(UNCOUNTED)
                .from(LEDGER)
                .where(LEDGER.ID.in(select(member).from(family)))
                .orderBy(LEDGER.ORDINAL, LEDGER.ID)
                .fetchInto(LEDGER)
                .map(LedgerTable::read);
    }

    /// The id of the new row, or nothing if it is there already.
    static Optional<Long> insert(DSLContext sql, NewLedger ledger, Instant leasedUntil) {
        return sql.insertInto(LEDGER)
                .set(LEDGER.PROJECT, ledger.name().project().id())
                .set(LEDGER.DIGEST, ledger.name().digest().bytes())
                .set(LEDGER.PARENT_ID, ledger.parent().map(Ledger::id).orElse(null))
                .set(LEDGER.ORDINAL, ledger.ordinal())
                .set(LEDGER.EPOCH, ledger.epoch())
                .set(LEDGER.KIND, (short) ledger.kind().code())
                .set(LEDGER.LABEL_SCHEMA, ledger.labelSchema())
                .set(LEDGER.SCHEMA_DIGEST, ledger.schemaDigest().bytes())
                .set(LEDGER.CHANGE_FILE, ledger.changeFile().map(Digest::bytes).orElse(null))
                .set(
                        LEDGER.MANIFEST_DIGEST,
                        ledger.manifest().map(Digest::bytes).orElse(null))
                .set(LEDGER.MOVES, moves(ledger.moves()))
                .set(LEDGER.STATISTICS, ledger.statistics().toByteArray())
                .set(LEDGER.RATINGS, RatingsCodec.toWire(ledger.ratings()).toByteArray())
                .set(LEDGER.LEASED_UNTIL, leasedUntil)
                .onConflict(LEDGER.PROJECT, LEDGER.DIGEST)
                .doNothing()
                .returningResult(LEDGER.ID)
                .fetchOptional(row -> row.value1());
    }

    static void lease(DSLContext sql, long id, Instant until) {
        sql.update(LEDGER)
                .set(LEDGER.LEASED_UNTIL, until)
                .where(LEDGER.ID.eq(id))
                .and(LEDGER.LEASED_UNTIL.lt(until))
                .execute();
    }

    static void foundIn(DSLContext sql, long id, Digest manifest) {
        sql.update(LEDGER)
                .set(LEDGER.MANIFEST_DIGEST, manifest.bytes())
                .where(LEDGER.ID.eq(id))
                .execute();
    }

    static int keep(DSLContext sql, Collection<Long> ids) {
        return sql.update(LEDGER)
                .set(LEDGER.KEPT, true)
                .where(LEDGER.ID.in(ids))
                .execute();
    }

    /// Those of these whose lease ended before `time` and that none follows, locked: whoever would hold one waits.
    static List<Long> ended(DSLContext sql, Collection<Long> ids, Instant time) {
        dev.pedigree.label.jooq.tables.Ledger follower = LEDGER.as("follower");
        return sql.select(LEDGER.ID)
                .from(LEDGER)
                .where(LEDGER.ID.in(ids))
                .and(LEDGER.KEPT.isFalse())
                .and(LEDGER.LEASED_UNTIL.lt(time))
                .and(notExists(selectOne().from(follower).where(follower.PARENT_ID.eq(LEDGER.ID))))
                .orderBy(LEDGER.ID)
                .forUpdate()
                .fetch(LEDGER.ID);
    }

    static void delete(DSLContext sql, Collection<Long> ids) {
        sql.deleteFrom(LEDGER).where(LEDGER.ID.in(ids)).execute();
    }

    static Ledger read(LedgerRecord row) {
        return new Ledger(
                row.getId(),
                new LedgerName(new ProjectName(row.getProject()), Digest.of(row.getDigest())),
                row.getParentId() == null ? OptionalLong.empty() : OptionalLong.of(row.getParentId()),
                row.getOrdinal(),
                row.getEpoch(),
                ChangeKind.of(row.getKind()),
                row.getLabelSchema(),
                Digest.of(row.getSchemaDigest()),
                Optional.ofNullable(row.getChangeFile()).map(Digest::of),
                Optional.ofNullable(row.getManifestDigest()).map(Digest::of),
                moves(row.getMoves()),
                row.getLeasedUntil());
    }

    static LabelLedgerStatistics statistics(LedgerRecord row) {
        try {
            return LabelLedgerStatistics.parseFrom(row.getStatistics());
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    static Ratings ratings(LedgerRecord row) {
        try {
            return RatingsCodec.fromWire(LedgerRatings.parseFrom(row.getRatings()));
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static byte[] moves(ClassMoves moves) {
        SchemaLabels.Builder labels = SchemaLabels.newBuilder();
        moves.targets()
                .forEach((from, to) -> labels.addMapping(
                        ClassMapping.newBuilder().setFromClass(from).addAllToClasses(to)));
        return labels.build().toByteArray();
    }

    private static ClassMoves moves(byte[] stored) {
        try {
            Map<String, List<String>> targets = new LinkedHashMap<>();
            SchemaLabels.parseFrom(stored)
                    .getMappingList()
                    .forEach(mapping -> targets.put(mapping.getFromClass(), List.copyOf(mapping.getToClassesList())));
            return ClassMoves.of(targets);
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
