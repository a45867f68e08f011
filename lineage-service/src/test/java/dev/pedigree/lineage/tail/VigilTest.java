package dev.pedigree.lineage.tail;

import static dev.pedigree.lineage.Sketch.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lineage.Rig;
import dev.pedigree.mesh.v1.LineageFactsGrpc;
import dev.pedigree.v1.LineageServiceGrpc;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VigilTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void healthSaysServingOnceLineageHasCaughtUpAndNotWhileTheFeedIsLost() throws Exception {
        rig.registry().write(dataset(1));
        becomes(ServingStatus.SERVING);

        rig.registry().stop();
        becomes(ServingStatus.NOT_SERVING);

        rig.registry().start();
        becomes(ServingStatus.SERVING);
    }

    @Test
    void healthSaysNotServingWhileARestoredRegistryIsRead() throws Exception {
        rig.registry().write(dataset(1));
        becomes(ServingStatus.SERVING);

        rig.registry().holdAfter(1);
        rig.registry().restore(dataset(1), dataset(2));
        becomes(ServingStatus.NOT_SERVING);

        rig.registry().release();
        becomes(ServingStatus.SERVING);
    }

    private void becomes(ServingStatus wanted) throws InterruptedException {
        for (int look = 0; look < 1_000 && !is(wanted); look++) {
            Thread.sleep(10);
        }
        assertThat(rig.health(LineageServiceGrpc.SERVICE_NAME)).isEqualTo(wanted);
        assertThat(rig.health(LineageFactsGrpc.SERVICE_NAME)).isEqualTo(wanted);
    }

    private boolean is(ServingStatus wanted) {
        return rig.health(LineageServiceGrpc.SERVICE_NAME) == wanted
                && rig.health(LineageFactsGrpc.SERVICE_NAME) == wanted;
    }
}
