package dev.pedigree.artifact.keep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.artifact.ArtifactExtension;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.testkit.PostgresExtension;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class KeeperTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = ArtifactExtension.migrated();

    private final AtomicInteger working = new AtomicInteger();

    @Test
    void oneReplicaWorksAndAnotherTakesOverWhenItIsGone() throws Exception {
        try (Database database = ArtifactExtension.open(ArtifactExtension.settings(POSTGRES.database(), false))) {
            try (Keeper _ = Keeper.start(database, this::work)) {
                awaitWorking(1);
                try (Keeper _ = Keeper.start(database, this::work)) {
                    Thread.sleep(500);
                    assertThat(working).hasValue(1);
                }
                assertThat(working).hasValue(1);
            }
            assertThat(working).hasValue(0);

            try (Keeper _ = Keeper.start(database, this::work)) {
                awaitWorking(1);
            }
        }
    }

    private AutoCloseable work() {
        working.incrementAndGet();
        return working::decrementAndGet;
    }

    private void awaitWorking(int wanted) throws InterruptedException {
        while (working.get() != wanted) {
            Thread.sleep(5);
        }
    }
}
