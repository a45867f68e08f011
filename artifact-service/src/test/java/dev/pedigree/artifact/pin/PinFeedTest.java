package dev.pedigree.artifact.pin;

import static dev.pedigree.artifact.jooq.Tables.PIN;
import static dev.pedigree.artifact.jooq.Tables.PROJECT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.artifact.ArtifactExtension;
import dev.pedigree.artifact.ScriptedRegistry;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.feed.FeedTail;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.testkit.PostgresExtension;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class PinFeedTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = ArtifactExtension.migrated();

    private static final String NET = "projects/p/models/net/versions/1";
    private static final String IMAGES = "projects/q/datasets/images/versions/1";
    private static final Digest ONE = Digest.ofContent(new byte[] {1});
    private static final Digest TWO = Digest.ofContent(new byte[] {2});
    private static final Digest THREE = Digest.ofContent(new byte[] {3});

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final Upstream upstream = registry.upstream();
    private Database database;
    private PinFeed feed;

    @BeforeEach
    void open() {
        database = ArtifactExtension.open(ArtifactExtension.settings(POSTGRES.database(), false));
        Pins pins = new Pins(database);
        pins.clear();
        feed = new PinFeed(upstream, pins, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        upstream.close();
        registry.close();
        database.close();
    }

    @Test
    void everythingThatAVersionPinsIsKeptUnderItsProject() throws Exception {
        registry.pin(NET, 1, ONE, TWO);
        registry.pin(IMAGES, 1, TWO);
        registry.pin("projects/p/models/net", 1);

        feed.catchUp();

        assertThat(pinned()).containsExactlyInAnyOrder("p " + ONE, "p " + TWO, "q " + TWO);
    }

    @Test
    void ofASubjectTheHighestRevisionCountsWheneverItComes() throws Exception {
        registry.pin(NET, 2, TWO, THREE);
        registry.pin(NET, 1, ONE, TWO);
        registry.pin(IMAGES, 1, ONE);
        feed.catchUp();
        assertThat(pinned()).containsExactlyInAnyOrder("p " + TWO, "p " + THREE, "q " + ONE);

        registry.pin(NET, 3, THREE);
        registry.pin(NET, 2, TWO, THREE); // once more
        registry.pin(IMAGES, 2);
        feed.catchUp();
        assertThat(pinned()).containsExactly("p " + THREE);
    }

    @Test
    void catchingUpWaitsForWhatASlowWriterHoldsBack() throws Exception {
        registry.pin(NET, 1, ONE);
        registry.pin(NET, 2, TWO);
        registry.holdUp(true);
        CompletableFuture<Void> caughtUp = CompletableFuture.runAsync(this::catchUp);
        while (pinned().isEmpty()) {
            Thread.sleep(5);
        }
        assertThat(pinned()).containsExactly("p " + ONE);
        assertThat(caughtUp).isNotDone();

        registry.holdUp(false);
        caughtUp.get(30, SECONDS);
        assertThat(pinned()).containsExactly("p " + TWO);
    }

    @Test
    void readingGoesOnWhereItStopped() throws Exception {
        registry.pin(NET, 1, ONE);
        feed.catchUp();
        registry.pin(IMAGES, 1, TWO);
        new PinFeed(upstream, new Pins(database), Duration.ofSeconds(5)).catchUp();

        assertThat(pinned()).containsExactlyInAnyOrder("p " + ONE, "q " + TWO);
        assertThat(registry.asked()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void withoutTheRegistryThereIsNoCatchingUp() {
        registry.stop();
        assertThatThrownBy(feed::catchUp).isInstanceOf(Unavailable.class);
    }

    @Test
    void aRegistryThatIsNotThereYetIsWaitedFor() throws Exception {
        registry.pin(NET, 1, ONE);
        registry.stop();
        try (FeedTail _ = feed.follow()) {
            Thread.sleep(100);
            assertThat(pinned()).isEmpty();
            registry.start();
            awaitPinned(Set.of("p " + ONE));
        }
    }

    @Test
    void aRegistryOfAnotherEpochIsReadFromTheBeginning() throws Exception {
        registry.pin(NET, 1, ONE);
        try (FeedTail _ = feed.follow()) {
            awaitPinned(Set.of("p " + ONE));

            registry.restore();
            registry.pin(IMAGES, 1, TWO);
            awaitPinned(Set.of("q " + TWO));
        }
        feed.catchUp();
        assertThat(pinned()).containsExactly("q " + TWO);
    }

    @Test
    void nobodyCatchesUpWithAnotherEpochBeforeItWasReadFromTheBeginning() throws Exception {
        registry.pin(NET, 1, ONE);
        feed.catchUp();
        registry.restore();
        registry.pin(IMAGES, 1, TWO);

        assertThatThrownBy(feed::catchUp).isInstanceOf(Invalid.class);
        assertThat(pinned()).containsExactly("p " + ONE);
    }

    @Test
    void readersWhoBringTheSameChangesDoNotDisturbEachOther() throws Exception {
        for (int version = 1; version <= 50; version++) {
            registry.pin(
                    "projects/p/models/net/versions/" + version, 1, Digest.ofContent(new byte[] {9, (byte) version}));
        }
        try (FeedTail _ = feed.follow();
                FeedTail _ = feed.follow()) {
            feed.catchUp();
            assertThat(pinned()).hasSize(50);
        }
    }

    private void catchUp() {
        try {
            feed.catchUp();
        } catch (InterruptedException interrupted) {
            throw new CompletionException(interrupted);
        }
    }

    private void awaitPinned(Set<String> wanted) throws InterruptedException {
        while (!pinned().equals(wanted)) {
            Thread.sleep(5);
        }
    }

    private Set<String> pinned() {
        return database.read(sql -> sql.select(PROJECT.NAME, PIN.SHA256)
                .from(PIN)
                .join(PROJECT)
                .on(PROJECT.ID.eq(PIN.PROJECT_ID))
                .fetchSet(row -> row.value1() + " " + Digest.of(row.value2())));
    }
}
