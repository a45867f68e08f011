package dev.pedigree.artifact.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.artifact.ArtifactExtension;
import dev.pedigree.artifact.Artifacts;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.testkit.PostgresExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KnownDigestsTest {
    private static final int[] FIRST = {0};
    private static final int QUESTIONS = 30;

    @RegisterExtension
    static final PostgresExtension POSTGRES = ArtifactExtension.migrated();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Database database =
            Database.open(ArtifactExtension.settings(POSTGRES.database(), false), Artifacts.SCHEMA, meters);
    private final Project project = new Projects(database).ensure(new ProjectName("known"));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aProjectThatIsTooLargeIsNotCountedAgainSoon() throws Exception {
        KnownDigests known = known(1_000);
        long before = asked();

        askOften(known);

        assertThat(asked() - before).isEqualTo(1);
        assertThat(known.filter(project, digest(), FIRST)).containsExactly(0);
    }

    @Test
    void oneThatIsNotHasAFilter() throws Exception {
        KnownDigests known = known(32 << 20);

        askOften(known);

        assertThat(known.filter(project, digest(), FIRST)).isEmpty();
    }

    private KnownDigests known(long memory) {
        return new KnownDigests(database, new BlobTable(new Lease(Duration.ofHours(1))), memory);
    }

    /// With pauses, so that the last question can have been dealt with before the next one.
    private void askOften(KnownDigests known) throws InterruptedException {
        for (int number = 0; number < QUESTIONS; number++) {
            known.filter(project, digest(), FIRST);
            Thread.sleep(20);
        }
    }

    private static ByteBuffer digest() {
        return ByteBuffer.wrap(Digest.ofContent(new byte[] {1}).bytes());
    }

    /// How often the database was turned to.
    private long asked() {
        return meters.get("hikaricp.connections.acquire").timer().count();
    }
}
