package dev.pedigree.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import dev.pedigree.chassis.call.Interruption;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.db.DatabaseFailure;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Expired;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.settings.DatabaseSettings;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Context;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `Database` promises, on whichever Postgres.
@Timeout(60)
abstract class DatabaseContract {
    private static final Table<Record> THING = table("thing");
    private static final Field<String> NAME = field("name", String.class);
    private static final Field<Integer> AMOUNT = field("amount", Integer.class);

    private Database database;

    /// An empty database, with an owner.
    abstract DatabaseSettings place();

    @BeforeEach
    void open() {
        database = open(place().url(), 2);
        database.write(sql -> sql.deleteFrom(THING).execute());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Database open(String url, int connections) {
        DatabaseSettings settings = new DatabaseSettings(
                url,
                place().user(),
                place().password(),
                place().owner(),
                connections,
                Duration.ofSeconds(1),
                Duration.ofSeconds(3));
        return Database.open(settings, "contract", new SimpleMeterRegistry());
    }

    private static int insert(DSLContext sql, String name) {
        return sql.insertInto(THING, NAME).values(name).execute();
    }

    private int count() {
        return database.read(sql -> sql.fetchCount(THING));
    }

    @Test
    void whatIsWrittenIsThere() {
        int inserted = database.write(sql -> insert(sql, "a"));
        assertThat(inserted).isEqualTo(1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aFaultUndoesTheTransactionAndArrivesAsItIs() {
        NotFound fault = new NotFound(ErrorReason.ERROR_REASON_ASSET_NOT_FOUND, "Asset", "projects/p/models/m");

        assertThatThrownBy(() -> database.write(sql -> {
                    insert(sql, "a");
                    throw fault;
                }))
                .isSameAs(fault);

        assertThat(count()).isZero();
    }

    @Test
    void aRehearsalChangesNothing() {
        int wouldBe = database.rehearse(sql -> insert(sql, "a"));
        assertThat(wouldBe).isEqualTo(1);
        assertThat(count()).isZero();
    }

    @Test
    void aSnapshotSeesOneMoment() {
        int difference = database.snapshot(sql -> {
            int before = sql.fetchCount(THING);
            database.write(other -> insert(other, "meanwhile"));
            return sql.fetchCount(THING) - before;
        });
        assertThat(difference).isZero();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aTransactionThatCouldNotBeSerializedRunsAgain() {
        AtomicInteger attempts = new AtomicInteger();
        database.write(sql -> {
            insert(sql, "a");
            if (attempts.incrementAndGet() < 3) {
                raise(sql, "40001");
            }
            return 0;
        });
        assertThat(attempts).hasValue(3);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void itDoesNotRunAgainForEver() {
        AtomicInteger attempts = new AtomicInteger();
        assertThatThrownBy(() -> database.write(sql -> {
                    attempts.incrementAndGet();
                    raise(sql, "40P01");
                    return 0;
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(attempts).hasValue(5);
    }

    @Test
    void aRealDeadlockIsResolved() throws Exception {
        database.write(sql -> insert(sql, "a") + insert(sql, "b"));
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> crosswise("a", "b", bothHoldOne));
            Future<?> second = threads.submit(() -> crosswise("b", "a", bothHoldOne));
            first.get();
            second.get();
        }
        int sum = database.read(sql -> sql.select(field("sum(amount)", Integer.class))
                .from(THING)
                .fetchSingle()
                .value1());
        assertThat(sum).isEqualTo(4);
    }

    private void crosswise(String one, String other, CountDownLatch bothHoldOne) {
        database.write(sql -> {
            add(sql, one);
            bothHoldOne.countDown();
            try {
                assertThat(bothHoldOne.await(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
            return add(sql, other);
        });
    }

    private static int add(DSLContext sql, String name) {
        return sql.update(THING)
                .set(AMOUNT, AMOUNT.plus(1))
                .where(NAME.eq(name))
                .execute();
    }

    @Test
    void otherFailuresAreNotRepeatedAndSayNothingOfTheSql() {
        AtomicInteger attempts = new AtomicInteger();
        database.write(sql -> insert(sql, "a"));
        assertThatThrownBy(() -> database.write(sql -> {
                    attempts.incrementAndGet();
                    return insert(sql, "a");
                }))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.state()).isEqualTo("23505"))
                .hasMessageNotContaining("insert");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void theServiceRoleCannotChangeTheSchema() {
        assertThatThrownBy(() -> database.write(sql -> sql.execute("CREATE TABLE contract.mine (n int)")))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.state()).isEqualTo("42501"));
    }

    @Test
    void whenTheCallEndsItsStatementStopsAndTheConnectionIsKept() throws Exception {
        AtomicInteger connection = new AtomicInteger();
        try (Context.CancellableContext call = Context.current().withCancellation();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> work = threads.submit(() -> call.run(() -> assertThatThrownBy(() ->
                            Interruption.guard(call, () -> database.write(sql -> sleep(sql, connection))))
                    .isInstanceOf(Cancelled.class)));
            await("query LIKE 'SELECT pg_sleep(30)%' AND state = 'active'", 1);

            long cancelled = System.nanoTime();
            call.cancel(null);
            work.get();

            assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(2));
        }
        await("state = 'idle' AND pid = " + connection, 1);
    }

    private static int sleep(DSLContext sql, AtomicInteger connection) {
        connection.set(backend(sql));
        return sql.execute("SELECT pg_sleep(30)");
    }

    @Test
    void aCallThatHasEndedDoesNotBegin() throws Exception {
        try (Context.CancellableContext call = Context.current().withCancellation()) {
            call.cancel(null);
            call.run(() -> assertThatThrownBy(() -> database.write(sql -> insert(sql, "a")))
                    .isInstanceOf(Cancelled.class));
        }
        assertThat(count()).isZero();
    }

    @Test
    void aStatementThatTakesTooLongIsStopped() {
        assertThatThrownBy(() -> database.read(sql -> sql.execute("SELECT pg_sleep(30)")))
                .isInstanceOf(Expired.class);
    }

    @Test
    void aBrokenConnectionIsTheDependencyNotAnsweringAndTheNextCallGetsAnother() {
        assertThatThrownBy(() -> database.read(sql -> sql.execute("SELECT pg_terminate_backend(pg_backend_pid())")))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        fault -> assertThat(fault.metadata()).containsExactly(Map.entry("dependency", "postgres")));
        assertThat(count()).isZero();
    }

    @Test
    void aConnectionThatBreaksInTheCommitLeavesTheOutcomeOpenAndSaysSo() {
        assertThatThrownBy(() -> database.write(
                        sql -> sql.insertInto(table("doom")).values("a").execute()))
                .isInstanceOfSatisfying(
                        Unavailable.class, fault -> assertThat(fault.metadata()).containsEntry("outcome", "unknown"));
    }

    @Test
    void moreCallersThanConnectionsWaitAndThenHearSo() {
        database.read(first -> database.read(second -> {
            assertThatThrownBy(this::count).isInstanceOf(Unavailable.class);
            return backend(first) + backend(second);
        }));
        assertThat(count()).isZero();
    }

    @Test
    void aServerThatMayForgetIsRefused() {
        assertThatThrownBy(() -> open(place().url() + separator() + "options=-c%20synchronous_commit=off", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("synchronous_commit off");
    }

    @Test
    void itSaysWhetherItIsReachable() {
        assertThat(database.isReachable()).isTrue();
    }

    private String separator() {
        return place().url().contains("?") ? "&" : "?";
    }

    private static int backend(DSLContext sql) {
        return sql.select(field("pg_backend_pid()", Integer.class))
                .fetchSingle()
                .value1();
    }

    private static void raise(DSLContext sql, String state) {
        sql.execute("DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '" + state + "'; END $$");
    }

    /// Waits until so many connections are in that state.
    private void await(String state, int expected) throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int count = database.read(sql -> sql.fetchCount(table("pg_stat_activity"), condition(state)));
            if (count == expected) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("never " + expected + ": " + state);
    }
}
