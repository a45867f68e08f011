package dev.pedigree.label.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.label.engine.LedgerFiles.Segment;
import io.grpc.Context;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every engine must do with label files.
abstract class EngineContract {
    private static final String EVENT = """
        select '%s' as sample, '' as object, 'ann' as annotator, %d as ordinal, %d as epoch, %s as class,
               cast(null as varchar) as attributes, cast(null as varchar) as geometry, 'human' as source,
               cast(null as varchar) as model, cast(null as decimal(10, 9)) as confidence,
               cast(null as timestamp) as labelled_at, cast(null as varchar) as path,
               cast(null as varchar) as original, cast(null as varchar) as corrector,
               cast(null as varchar) as reason, cast(%s as integer) as outdone\
        """;

    private static final String LABELS = "select sample || ' ' || class from label order by 1";

    @TempDir
    Path folder;

    private static final String KEY_ORDER = "sample, object, annotator, ordinal";

    private Engine engine;
    private int written;

    /// @param folder the only one in which there are label files
    abstract Engine open(Path folder);

    @BeforeEach
    void open() {
        engine = open(folder);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theLastEventOfAKeyIsItsLabel() {
        Segment first = segment(1, 1, event("a", 1, 0, "cat"), event("b", 1, 0, "cat"), event("c", 1, 0, "cat"));
        Segment second = segment(2, 2, event("a", 2, 0, "dog"), withdrawn("b", 2));
        assertThat(labels(2, List.of(first, second))).containsExactly("a dog", "c cat");
        assertThat(labels(1, List.of(first, second))).containsExactly("a cat", "b cat", "c cat");
    }

    @Test
    void aMergedSegmentSaysWhichEventsWereOutdone() {
        Segment merged = segment(1, 3, outdone("a", 1, "cat", 3), event("a", 3, 0, "dog"), event("b", 2, 0, "cat"));
        assertThat(labels(3, List.of(merged))).containsExactly("a dog", "b cat");
        assertThat(labels(2, List.of(merged))).containsExactly("a cat", "b cat");
        assertThat(labels(1, List.of(merged))).containsExactly("a cat");
    }

    @Test
    void labelsOfEarlierEpochsHaveTheClassesOfNow() {
        Segment first = segment(1, 1, event("a", 1, 0, "cat"), event("b", 1, 0, "dog"), event("c", 1, 0, "ant"));
        Segment second = segment(2, 2, event("b", 2, 1, "poodle"));
        List<LedgerFiles.Move> moves = List.of(
                new LedgerFiles.Move(0, "cat", Optional.of("feline")),
                new LedgerFiles.Move(0, "dog", Optional.empty()),
                new LedgerFiles.Move(0, "ant", Optional.empty()));
        assertThat(labels(new LedgerFiles(2, 1, List.of(first, second), moves)))
                .containsExactly("a feline", "b poodle");
    }

    @Test
    void labelsOfSomeSamplesAreThoseOfAll() {
        Segment first = segment(1, 1, event("a", 1, 0, "cat"), event("b", 1, 0, "cat"), event("c", 1, 0, "cat"));
        Segment second = segment(2, 2, event("a", 2, 0, "dog"), withdrawn("b", 2));
        LedgerFiles ledger = new LedgerFiles(2, 0, List.of(first, second), List.of());
        try (Session session = engine.open()) {
            session.defineTexts("wanted", "sample", List.of("a", "b", "z").iterator());
            session.defineLabels("label", ledger, "wanted");
            assertThat(values(session, LABELS)).containsExactly("a dog");
        }
    }

    @Test
    void noFilesAreNoLabels() {
        assertThat(labels(LedgerFiles.none())).isEmpty();
    }

    @Test
    void aSessionSeesNothingOfAnother() {
        try (Session one = engine.open();
                Session other = engine.open()) {
            one.defineTexts("given", "value", List.of("one").iterator());
            other.defineTexts("given", "value", List.of("other").iterator());
            assertThat(values(one, "select value from given")).isEqualTo(List.of("one"));
            assertThat(values(other, "select value from given")).isEqualTo(List.of("other"));
        }
        try (Session fresh = engine.open()) {
            assertThatThrownBy(() -> fresh.query(sql -> sql.fetch("select * from given")))
                    .isNotNull();
        }
    }

    @Test
    void labelsHaveTheColumnsOfAnEventAlsoWhereThereAreNone() {
        List<String> columns = LabelColumns.ALL.stream().map(Field::getName).toList();
        try (Session session = engine.open()) {
            session.defineLabels("without", LedgerFiles.none());
            session.defineLabels(
                    "with_one", new LedgerFiles(1, 0, List.of(segment(1, 1, event("a", 1, 0, "cat"))), List.of()));
            for (String view : List.of("without", "with_one")) {
                Result<Record> rows = session.query(sql -> sql.fetch("select * from " + view));
                assertThat(Stream.of(rows.fields()).map(Field::getName)).containsExactlyElementsOf(columns);
            }
        }
    }

    @Test
    void segmentsAreSortedByBytesAndSayFromWhereToWhere() {
        List<String> samples = List.of("Z", "a", "a b", "b", "\u00e4", "\uffee", "\ud83d\ude00");
        try (Session session = engine.open()) {
            session.query(sql -> sql.execute("create temp table event as "
                    + String.join(
                            " union all ",
                            samples.reversed().stream()
                                    .map(sample -> event(sample, 1, 0, "cat"))
                                    .toList())));
            Session.SegmentFile file = session.writeSegment("event", KEY_ORDER, folder.resolve("sorted"))
                    .getFirst();
            assertThat(file.first()).isEqualTo(samples.getFirst());
            assertThat(file.last()).isEqualTo(samples.getLast());
            session.defineEvents("written", List.of(file.path()));
            assertThat(values(session, "select sample from written")).isEqualTo(samples);
        }
    }

    @Test
    void textsAreTakenAsTheyAre() {
        List<String> odd = List.of("", "it's", "\"; drop table t; --", "{0} ? \\", "a\nb", "\ud83d\ude00");
        try (Session session = engine.open()) {
            session.defineTexts("texts", "value", odd.iterator());
            assertThat(values(session, "select value from texts"))
                    .containsExactlyInAnyOrderElementsOf(List.copyOf(odd));
        }
    }

    @Test
    void anExportHoldsWhatTheViewDoes() {
        try (Session session = engine.open()) {
            session.defineLabels(
                    "label",
                    new LedgerFiles(
                            1, 0, List.of(segment(1, 1, event("a", 1, 0, "cat"), event("b", 1, 0, "dog"))), List.of()));
            session.export("label", folder.resolve("exported"));
            session.defineChange("again", folder.resolve("exported"));
            assertThat(values(
                            session,
                            "select count(*) from (select * from label intersect select * from again) both_have"))
                    .containsExactly("2");
        }
    }

    @Test
    void whatNobodyWaitsForIsEnded() throws Exception {
        try (Session session = engine.open();
                Context.CancellableContext call = Context.current().withCancellation()) {
            session.query(sql -> sql.execute("create temp table event as " + many(event("a", 1, 0, "cat"))));
            FutureTask<Object> endless = new FutureTask<>(call.wrap(() -> session.query(sql ->
                    sql.fetchValue("select count(*) from event a, event b, event c, event d, event e, event f"))));
            Thread.startVirtualThread(endless);
            Thread.sleep(200);
            call.cancel(new IllegalStateException("the caller has gone"));
            assertThatThrownBy(() -> endless.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(Cancelled.class);
        }
    }

    @Test
    void whatASharedSessionDefinesIsSeenBesideIt() {
        Segment segment = segment(1, 1, event("a", 1, 0, "cat"));
        try (Session session = engine.openShared();
                Session beside = session.beside()) {
            session.defineLabels("label", new LedgerFiles(1, 0, List.of(segment), List.of()));
            session.defineTexts("known", "value", List.of("x").iterator());
            session.query(sql -> sql.execute("create table counted as select count(*) as labels from label"));
            assertThat(values(beside, LABELS)).containsExactly("a cat");
            assertThat(values(beside, "select value from known")).containsExactly("x");
            assertThat(values(beside, "select labels from counted")).containsExactly("1");
        }
    }

    @Test
    void sharedSessionsSeeNothingOfEachOther() {
        try (Session session = engine.openShared();
                Session other = engine.openShared()) {
            session.defineTexts("known", "value", List.of("x").iterator());
            other.defineTexts("known", "value", List.of("y").iterator());
            assertThat(values(session, "select value from known")).containsExactly("x");
            assertThat(values(other, "select value from known")).containsExactly("y");
        }
    }

    @Test
    void whatASharedSessionDefinedGoesWithIt() {
        try (Session session = engine.openShared()) {
            session.defineTexts("known", "value", List.of("x").iterator());
        }
        try (Session session = engine.open()) {
            assertThat(values(session, "select table_name from information_schema.tables"))
                    .isEmpty();
        }
        assertThat(engine.sessions()).isZero();
    }

    private static List<String> values(Session session, String query) {
        return session.query(sql -> sql.fetchValues(query)).stream()
                .map(String::valueOf)
                .toList();
    }

    private List<String> labels(int ordinal, List<Segment> segments) {
        return labels(new LedgerFiles(ordinal, 0, segments, List.of()));
    }

    private List<String> labels(LedgerFiles ledger) {
        try (Session session = engine.open()) {
            session.defineLabels("label", ledger);
            return values(session, LABELS);
        }
    }

    private Segment segment(int firstOrdinal, int lastOrdinal, String... events) {
        try (Session session = engine.open()) {
            session.query(sql -> sql.execute("create temp table event as " + String.join(" union all ", events)));
            List<Path> files = session.writeSegment("event", KEY_ORDER, folder.resolve("segment-" + ++written)).stream()
                    .map(Session.SegmentFile::path)
                    .toList();
            return new Segment(firstOrdinal, lastOrdinal, files);
        }
    }

    /// So many rows that a product of six such tables has no end.
    private static String many(String event) {
        return event + " from (values " + String.join(", ", Collections.nCopies(1_000, "(1)")) + ") times(one)";
    }

    private static String event(String sample, int ordinal, int epoch, String label) {
        return EVENT.formatted(sample, ordinal, epoch, "'" + label + "'", "null");
    }

    private static String outdone(String sample, int ordinal, String label, int by) {
        return EVENT.formatted(sample, ordinal, 0, "'" + label + "'", by);
    }

    private static String withdrawn(String sample, int ordinal) {
        return EVENT.formatted(sample, ordinal, 0, "cast(null as varchar)", "null");
    }
}
