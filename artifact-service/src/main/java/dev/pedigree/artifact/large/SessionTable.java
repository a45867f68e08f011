package dev.pedigree.artifact.large;

import static dev.pedigree.artifact.jooq.Tables.CONTAINER;
import static dev.pedigree.artifact.jooq.Tables.PART;
import static dev.pedigree.artifact.jooq.Tables.PROJECT;
import static dev.pedigree.artifact.jooq.Tables.UPLOAD;
import static dev.pedigree.artifact.jooq.Tables.UPLOAD_PART;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;

import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.part.Cut;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/// The SQL of `upload` and `upload_part`.
final class SessionTable {
    private static Condition isOf(Project project, String caller, Digest digest) {
        return UPLOAD.PROJECT_ID.eq(project.id()).and(UPLOAD.CALLER.eq(caller)).and(UPLOAD.SHA256.eq(digest.bytes()));
    }

    /// Empty if it is to be direct, and there is one.
    Optional<Session> insert(
            DSLContext sql, Project project, String caller, Digest digest, Cut cut, Session.Kind kind, String key) {
        return sql.insertInto(UPLOAD)
                .set(UPLOAD.PROJECT_ID, project.id())
                .set(UPLOAD.CALLER, caller)
                .set(UPLOAD.SHA256, digest.bytes())
                .set(UPLOAD.SIZE, cut.size())
                .set(UPLOAD.PART_SIZE, cut.partSize())
                .set(UPLOAD.KIND, kind.code())
                .set(UPLOAD.KEY, key)
                .onConflictDoNothing()
                .returning()
                .fetchOptional(row -> read(project, row));
    }

    /// The uploads of a blob by a caller, the newest first.
    List<Session> find(DSLContext sql, Project project, String caller, Digest digest) {
        return sql.selectFrom(UPLOAD)
                .where(isOf(project, caller, digest))
                .orderBy(UPLOAD.ID.desc())
                .fetch(row -> read(project, row));
    }

    /// How many uploads of the caller are under way.
    int count(DSLContext sql, String caller) {
        return sql.fetchCount(UPLOAD, UPLOAD.CALLER.eq(caller).and(UPLOAD.STATE.ne(Session.State.FAILED.code())));
    }

    /// Forgets what the caller began and nobody has touched for so long.
    void deleteIdle(DSLContext sql, String caller, Duration idle) {
        sql.deleteFrom(UPLOAD)
                .where(UPLOAD.CALLER.eq(caller))
                .and(UPLOAD.TOUCHED_AT.lt(ago(idle)))
                .execute();
    }

    /// The same for streams of one blob.
    void deleteIdle(DSLContext sql, Project project, String caller, Digest digest, Duration idle) {
        sql.deleteFrom(UPLOAD)
                .where(isOf(project, caller, digest))
                .and(UPLOAD.KIND.eq(Session.Kind.STREAM.code()))
                .and(UPLOAD.TOUCHED_AT.lt(ago(idle)))
                .execute();
    }

    /// Forgets direct uploads of a blob with another size: those that failed, of which nothing is there, or that nobody
    /// has touched for so long. One that is being read back stays.
    void deleteOtherSize(DSLContext sql, Project project, String caller, Digest digest, long size, Duration still) {
        sql.deleteFrom(UPLOAD)
                .where(isOf(project, caller, digest))
                .and(UPLOAD.KIND.eq(Session.Kind.DIRECT.code()))
                .and(UPLOAD.SIZE.ne(size))
                .and(UPLOAD.STATE.ne(Session.State.VERIFYING.code()))
                .and(UPLOAD.STATE
                        .eq(Session.State.FAILED.code())
                        .or(UPLOAD.TOUCHED_AT.lt(ago(still)))
                        .or(notExists(selectOne().from(UPLOAD_PART).where(UPLOAD_PART.UPLOAD_ID.eq(UPLOAD.ID)))))
                .execute();
    }

    private static Field<Instant> ago(Duration duration) {
        return currentInstant().sub(DayToSecond.valueOf(duration));
    }

    List<Part> parts(DSLContext sql, Session session) {
        return sql.select(UPLOAD_PART.NUMBER, UPLOAD_PART.SHA256)
                .from(UPLOAD_PART)
                .where(UPLOAD_PART.UPLOAD_ID.eq(session.id()))
                .orderBy(UPLOAD_PART.NUMBER)
                .fetch(row -> new Part(row.value1(), Digest.of(row.value2())));
    }

    /// The number of the stream that may go on with the upload from now on; empty if there is no such upload any more.
    Optional<Integer> nextStream(DSLContext sql, Session session) {
        return sql.update(UPLOAD)
                .set(UPLOAD.STREAM, UPLOAD.STREAM.plus(1))
                .set(UPLOAD.TOUCHED_AT, currentInstant())
                .where(UPLOAD.ID.eq(session.id()))
                .returningResult(UPLOAD.STREAM)
                .fetchOptional(UPLOAD.STREAM);
    }

    /// Notes that a part is in the object store; false if another stream has the upload now.
    boolean addPart(DSLContext sql, Session session, Part part) {
        CommonTableExpression<?> mine = name("mine")
                .as(update(UPLOAD)
                        .set(UPLOAD.TOUCHED_AT, currentInstant())
                        .where(isWorkedOnBy(session))
                        .returning(UPLOAD.ID));
        return sql.with(mine)
                        .insertInto(UPLOAD_PART, UPLOAD_PART.UPLOAD_ID, UPLOAD_PART.NUMBER, UPLOAD_PART.SHA256)
                        .select(select(
                                        mine.field(UPLOAD.ID),
                                        val(part.number()),
                                        val(part.digest().bytes()))
                                .from(mine))
                        .onConflict(UPLOAD_PART.UPLOAD_ID, UPLOAD_PART.NUMBER)
                        .doUpdate()
                        .set(UPLOAD_PART.SHA256, excluded(UPLOAD_PART.SHA256))
                        .execute()
                == 1;
    }

    /// Takes the upload for the rest of the transaction; false if another stream has it now.
    boolean lock(DSLContext sql, Session session) {
        return lock(sql, isWorkedOnBy(session));
    }

    /// The same, and false as well if it takes no more parts.
    boolean lockOpen(DSLContext sql, Session session) {
        return lock(sql, isWorkedOnBy(session).and(UPLOAD.STATE.eq(Session.State.OPEN.code())));
    }

    private static boolean lock(DSLContext sql, Condition which) {
        return sql.select(UPLOAD.ID)
                .from(UPLOAD)
                .where(which)
                .forUpdate()
                .fetchOptional()
                .isPresent();
    }

    private static Condition isWorkedOnBy(Session session) {
        return UPLOAD.ID.eq(session.id()).and(UPLOAD.STREAM.eq(session.stream()));
    }

    void deletePartsFrom(DSLContext sql, Session session, int number) {
        sql.deleteFrom(UPLOAD_PART)
                .where(UPLOAD_PART.UPLOAD_ID.eq(session.id()))
                .and(UPLOAD_PART.NUMBER.ge(number))
                .execute();
    }

    /// Makes the parts those of the container that has the upload's key.
    void handOver(DSLContext sql, Session session) {
        sql.insertInto(PART, PART.CONTAINER_ID, PART.NUMBER, PART.SHA256)
                .select(select(CONTAINER.ID, UPLOAD_PART.NUMBER, UPLOAD_PART.SHA256)
                        .from(UPLOAD_PART)
                        .join(CONTAINER)
                        .on(CONTAINER.KEY.eq(session.key()))
                        .where(UPLOAD_PART.UPLOAD_ID.eq(session.id()))
                        .and(UPLOAD_PART.NUMBER.le(session.cut().count())))
                .execute();
    }

    /// Nothing if another stream has the upload now.
    void delete(DSLContext sql, Session session) {
        sql.deleteFrom(UPLOAD).where(isWorkedOnBy(session)).execute();
    }

    void set(DSLContext sql, Session session, Session.State state, Optional<String> failure) {
        sql.update(UPLOAD)
                .set(UPLOAD.STATE, state.code())
                .set(UPLOAD.FAILURE, failure.orElse(null))
                .set(UPLOAD.TOUCHED_AT, currentInstant())
                .where(UPLOAD.ID.eq(session.id()))
                .execute();
    }

    /// Whether this process may read the upload back from now on, for so long.
    boolean claim(DSLContext sql, long id, Duration time) {
        return sql.update(UPLOAD)
                        .set(UPLOAD.READING_UNTIL, currentInstant().add(DayToSecond.valueOf(time)))
                        .set(UPLOAD.TOUCHED_AT, currentInstant())
                        .where(UPLOAD.ID.eq(id))
                        .and(UPLOAD.READING_UNTIL.lt(currentInstant()))
                        .execute()
                == 1;
    }

    /// Goes on reading for so long; or gives them up, with no time at all.
    void renew(DSLContext sql, Collection<Session> taken, Duration time) {
        sql.update(UPLOAD)
                .set(UPLOAD.READING_UNTIL, currentInstant().add(DayToSecond.valueOf(time)))
                .set(UPLOAD.TOUCHED_AT, currentInstant())
                .where(UPLOAD.ID.in(taken.stream().map(Session::id).toList()))
                .execute();
    }

    /// Complete uploads that nobody reads back.
    List<Session> unread(DSLContext sql, int most) {
        return sql.select(UPLOAD.asterisk(), PROJECT.NAME)
                .from(UPLOAD)
                .join(PROJECT)
                .on(PROJECT.ID.eq(UPLOAD.PROJECT_ID))
                .where(UPLOAD.STATE.eq(Session.State.VERIFYING.code()))
                .and(UPLOAD.READING_UNTIL.lt(currentInstant()))
                .orderBy(UPLOAD.ID)
                .limit(most)
                .fetch(row -> read(project(row), row.into(UPLOAD)));
    }

    /// How many uploads there are in each state; no state is left out.
    Map<Session.State, Integer> countByState(DSLContext sql) {
        Map<Session.State, Integer> counts = new EnumMap<>(Session.State.class);
        for (Session.State state : Session.State.values()) {
            counts.put(state, 0);
        }
        sql.select(UPLOAD.STATE, DSL.count())
                .from(UPLOAD)
                .groupBy(UPLOAD.STATE)
                .forEach(row -> counts.put(Session.State.of(row.value1()), row.value2()));
        return counts;
    }

    private static Project project(Record row) {
        return new Project(new ProjectName(row.get(PROJECT.NAME)), row.get(UPLOAD.PROJECT_ID));
    }

    private static Session read(Project project, Record row) {
        return new Session(
                row.get(UPLOAD.ID),
                project,
                row.get(UPLOAD.CALLER),
                Digest.of(row.get(UPLOAD.SHA256)),
                new Cut(row.get(UPLOAD.SIZE), row.get(UPLOAD.PART_SIZE)),
                Session.Kind.of(row.get(UPLOAD.KIND)),
                row.get(UPLOAD.KEY),
                Session.State.of(row.get(UPLOAD.STATE)),
                Optional.ofNullable(row.get(UPLOAD.FAILURE)),
                row.get(UPLOAD.STREAM));
    }
}
