package dev.pedigree.artifact.blob;

import static dev.pedigree.artifact.jooq.Tables.BLOB;
import static dev.pedigree.artifact.jooq.Tables.CONTAINER;
import static dev.pedigree.artifact.jooq.Tables.UNPACK_DIGESTS;
import static org.jooq.impl.DSL.arrayAgg;
import static org.jooq.impl.DSL.arrayGet;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.pedigree.artifact.jooq.tables.UnpackDigests;
import dev.pedigree.lifecycle.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.SelectField;

/// The SQL of `blob`. Digests travel packed, so a hundred thousand of them are one parameter and one round trip.
public final class BlobTable {
    private static final Field<Integer> WANTED_ORDINAL = field(name("wanted", "ordinal"), Integer.class);
    private static final Field<byte[]> WANTED_SHA256 = field(name("wanted", "sha256"), byte[].class);
    private static final Field<Integer> WANTED_PROJECT = field(name("wanted", "project_id"), Integer.class);
    private static final Field<Integer> PROJECT = field(name("found", "project_id"), Integer.class);
    private static final Field<Integer> DUE_PROJECT = field(name("due", "project_id"), Integer.class);
    private static final Field<Integer> ORDINAL = field(name("found", "ordinal"), Integer.class);
    private static final Field<byte[]> SHA256 = field(name("found", "sha256"), byte[].class);
    private static final Field<Long> SIZE = field(name("found", "size"), Long.class);
    private static final Field<Instant> LEASED_UNTIL = field(name("found", "leased_until"), Instant.class);
    private static final Field<byte[]> DUE_SHA256 = field(name("due", "sha256"), byte[].class);
    private static final Field<byte[]> RENEWED_SHA256 = field(name("renewed", "sha256"), byte[].class);

    private static final Field<Long> INSERTED_ID = field(name("inserted", "id"), Long.class);

    /// What `read` needs of a row of `blob` and its `container`.
    public static final List<SelectField<?>> COLUMNS = List.of(
            BLOB.SHA256,
            BLOB.SIZE,
            BLOB.OBJECT_OFFSET,
            BLOB.OBJECT_LENGTH,
            BLOB.ENCODING,
            BLOB.QUARANTINED_AT,
            CONTAINER.KEY,
            CONTAINER.KIND,
            CONTAINER.SIZE,
            CONTAINER.PART_SIZE);

    private static final int SCANNED_AT_ONCE = 10_000;

    private final Lease lease;

    public BlobTable(Lease lease) {
        this.lease = lease;
    }

    /// How one that was asked for stands; empty if the project does not have it.
    ///
    /// @param lease seconds that are left of it
    public record Standing(long size, int lease) {}

    /// How each of `asked` stands. Leases those the project has; those condemned it has not.
    public List<Optional<Standing>> unlessCondemned(DSLContext sql, Project project, PackedDigests asked) {
        return standings(sql, project, asked, isSound().and(BLOB.CONDEMNED_AT.isNull()));
    }

    /// How each of `asked` stands. Leases those the project has, and reprieves them.
    public List<Optional<Standing>> reprieved(DSLContext sql, Project project, PackedDigests asked) {
        return standings(sql, project, asked, isSound());
    }

    private static Condition isSound() {
        return BLOB.QUARANTINED_AT.isNull();
    }

    /// Whoever needed a new lease and did not get one was deleted meanwhile, whatever this statement saw before. The
    /// answer is two arrays, since a hundred thousand rows would cost more than finding them.
    private List<Optional<Standing>> standings(DSLContext sql, Project project, PackedDigests asked, Condition counts) {
        CommonTableExpression<?> wanted = wanted(project, asked);
        CommonTableExpression<?> found = name("found").as(lookUp(wanted, counts));
        CommonTableExpression<?> due = name("due").as(due(found));
        CommonTableExpression<?> renewed = name("renewed")
                .as(update(BLOB)
                        .set(BLOB.LEASED_UNTIL, lease.end())
                        .setNull(BLOB.CONDEMNED_AT)
                        .from(due)
                        .where(BLOB.PROJECT_ID.eq(DUE_PROJECT))
                        .and(BLOB.SHA256.eq(DUE_SHA256))
                        .returning(BLOB.SHA256));
        Condition isDue = LEASED_UNTIL.lt(lease.renewBefore());
        Condition gone = isDue.and(SHA256.notIn(select(RENEWED_SHA256).from(renewed)));
        Field<Long> size = when(gone, inline((Long) null)).otherwise(SIZE);
        Field<Integer> left = when(isDue, inline(lease.seconds())).otherwise(lease.left(LEASED_UNTIL));
        return sql.with(wanted, found, due, renewed)
                .select(arrayAgg(size).orderBy(ORDINAL), arrayAgg(left).orderBy(ORDINAL))
                .from(found)
                .fetchSingle(row -> zip(row.value1(), row.value2()));
    }

    private static List<Optional<Standing>> zip(Long[] sizes, Integer[] leases) {
        return IntStream.range(0, sizes.length)
                .mapToObj(index -> Optional.ofNullable(sizes[index]).map(size -> new Standing(size, leases[index])))
                .toList();
    }

    /// The digests with their project in every row, so that blobs can be joined on nothing but their whole key: of a
    /// project that grew since it was last counted, Postgres would else read all rows, for one digest or for each.
    private static CommonTableExpression<?> wanted(Project project, PackedDigests asked) {
        UnpackDigests digests = UNPACK_DIGESTS(asked.bytes());
        return name("wanted")
                .asMaterialized(select(
                                digests.ORDINAL,
                                digests.SHA256,
                                val(project.id()).as("project_id"))
                        .from(digests));
    }

    private static Condition isWanted() {
        return BLOB.PROJECT_ID.eq(WANTED_PROJECT).and(BLOB.SHA256.eq(WANTED_SHA256));
    }

    private static Select<?> lookUp(CommonTableExpression<?> wanted, Condition counts) {
        return select(WANTED_ORDINAL, WANTED_SHA256, WANTED_PROJECT, BLOB.SIZE, BLOB.LEASED_UNTIL)
                .from(wanted)
                .leftJoin(BLOB)
                .on(isWanted())
                .and(counts);
    }

    /// Locked in the order of their keys, so that callers who renew the same leases wait instead of deadlocking.
    private Select<?> due(CommonTableExpression<?> found) {
        return select(BLOB.PROJECT_ID, BLOB.SHA256)
                .from(BLOB)
                .join(found)
                .on(BLOB.PROJECT_ID.eq(PROJECT).and(BLOB.SHA256.eq(SHA256)))
                .where(LEASED_UNTIL.lt(lease.renewBefore()))
                .orderBy(BLOB.SHA256)
                .forNoKeyUpdate()
                .of(BLOB);
    }

    /// Where the blobs among `asked` lie that the project has.
    public List<Blob> find(DSLContext sql, Project project, PackedDigests asked) {
        CommonTableExpression<?> wanted = wanted(project, asked);
        return sql.with(wanted)
                .select(COLUMNS)
                .from(wanted)
                .join(BLOB)
                .on(isWanted())
                .join(CONTAINER)
                .on(CONTAINER.ID.eq(BLOB.CONTAINER_ID))
                .orderBy(WANTED_ORDINAL)
                .fetch(BlobTable::read);
    }

    /// The digests of all blobs of the project in containers after `container`, some at a time.
    void scan(DSLContext sql, Project project, long container, Consumer<PackedDigests> sink) {
        try (Cursor<Record1<byte[]>> rows = sql.select(BLOB.SHA256)
                .from(CONTAINER)
                .join(BLOB)
                .on(BLOB.CONTAINER_ID.eq(CONTAINER.ID))
                .where(CONTAINER.PROJECT_ID.eq(project.id()))
                .and(CONTAINER.ID.gt(container))
                .fetchSize(SCANNED_AT_ONCE)
                .fetchLazy()) {
            while (rows.hasNext()) {
                sink.accept(PackedDigests.ofRaw(rows.fetchNext(SCANNED_AT_ONCE).getValues(BLOB.SHA256)));
            }
        }
    }

    long count(DSLContext sql, Project project) {
        return sql.fetchCount(BLOB, BLOB.PROJECT_ID.eq(project.id()));
    }

    /// The container that came last, or 0.
    long newestContainer(DSLContext sql, Project project) {
        return sql.select(coalesce(max(CONTAINER.ID), 0L))
                .from(CONTAINER)
                .where(CONTAINER.PROJECT_ID.eq(project.id()))
                .fetchSingle()
                .value1();
    }

    /// All blobs that lie in one container.
    public static List<Blob> in(DSLContext sql, long container) {
        return sql.select(COLUMNS)
                .from(BLOB)
                .join(CONTAINER)
                .on(CONTAINER.ID.eq(BLOB.CONTAINER_ID))
                .where(BLOB.CONTAINER_ID.eq(container))
                .orderBy(BLOB.OBJECT_OFFSET)
                .fetch(BlobTable::read);
    }

    /// Makes blobs visible that lie in `container`, leases and reprieves them. Their bytes must be in the object store.
    /// A row that is there stays as it is, unless its bytes were damaged: then it lies here from now on.
    public void insert(DSLContext sql, Project project, Container container, List<Blob> blobs) {
        CommonTableExpression<?> inserted = name("inserted").as(containerInsert(project, container));
        UnpackDigests digests = UNPACK_DIGESTS(
                PackedDigests.of(blobs.stream().map(Blob::digest).toList()).bytes());
        Field<Integer> ordinal = digests.ORDINAL;
        sql.with(inserted)
                .insertInto(
                        BLOB,
                        BLOB.PROJECT_ID,
                        BLOB.SHA256,
                        BLOB.SIZE,
                        BLOB.CONTAINER_ID,
                        BLOB.OBJECT_OFFSET,
                        BLOB.OBJECT_LENGTH,
                        BLOB.ENCODING,
                        BLOB.LEASED_UNTIL)
                .select(select(
                                val(project.id()),
                                digests.SHA256,
                                arrayGet(val(longs(blobs, Blob::size)), ordinal),
                                INSERTED_ID,
                                arrayGet(
                                        val(longs(blobs, blob -> blob.location().offset())), ordinal),
                                arrayGet(
                                        val(longs(blobs, blob -> blob.location().length())), ordinal),
                                arrayGet(val(encodings(blobs)), ordinal),
                                lease.end())
                        .from(digests, inserted)
                        .orderBy(digests.SHA256)) // as above: twins wait, they do not deadlock
                .onConflict(BLOB.PROJECT_ID, BLOB.SHA256)
                .doUpdate()
                .set(BLOB.LEASED_UNTIL, excluded(BLOB.LEASED_UNTIL))
                .setNull(BLOB.CONDEMNED_AT)
                .set(BLOB.CONTAINER_ID, healed(BLOB.CONTAINER_ID))
                .set(BLOB.OBJECT_OFFSET, healed(BLOB.OBJECT_OFFSET))
                .set(BLOB.OBJECT_LENGTH, healed(BLOB.OBJECT_LENGTH))
                .set(BLOB.ENCODING, healed(BLOB.ENCODING))
                .setNull(BLOB.QUARANTINED_AT)
                .execute();
    }

    private static <T> Field<T> healed(Field<T> field) {
        return when(BLOB.QUARANTINED_AT.isNull(), field).otherwise(excluded(field));
    }

    /// The key of the container's row. One that is there is locked, so it stays until this transaction ends.
    public static long insert(DSLContext sql, Project project, Container container) {
        return sql.fetchSingle(containerInsert(project, container)).value1();
    }

    private static ResultQuery<Record1<Long>> containerInsert(Project project, Container container) {
        return insertInto(CONTAINER)
                .set(CONTAINER.PROJECT_ID, project.id())
                .set(CONTAINER.KEY, container.key())
                .set(CONTAINER.KIND, container.kind().code())
                .set(CONTAINER.SIZE, container.size())
                .set(
                        CONTAINER.PART_SIZE,
                        container.partSize().isPresent() ? container.partSize().getAsInt() : null)
                .onConflict(CONTAINER.KEY)
                .doUpdate()
                .set(CONTAINER.SIZE, excluded(CONTAINER.SIZE))
                .returningResult(CONTAINER.ID);
    }

    private static Short[] encodings(List<Blob> blobs) {
        return blobs.stream().map(blob -> blob.location().encoding().code()).toArray(Short[]::new);
    }

    private static Long[] longs(List<Blob> blobs, ToLongFunction<Blob> value) {
        return blobs.stream().mapToLong(value).boxed().toArray(Long[]::new);
    }

    /// A blob from a row with `COLUMNS`.
    public static Blob read(Record row) {
        Integer partSize = row.get(CONTAINER.PART_SIZE);
        Container container = new Container(
                row.get(CONTAINER.KEY),
                Container.Kind.of(row.get(CONTAINER.KIND)),
                row.get(CONTAINER.SIZE),
                partSize == null ? OptionalInt.empty() : OptionalInt.of(partSize));
        return new Blob(
                Digest.of(row.get(BLOB.SHA256)),
                row.get(BLOB.SIZE),
                new Location(
                        container,
                        row.get(BLOB.OBJECT_OFFSET),
                        row.get(BLOB.OBJECT_LENGTH),
                        Encoding.of(row.get(BLOB.ENCODING))),
                row.get(BLOB.QUARANTINED_AT) != null);
    }
}
