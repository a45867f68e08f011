package dev.pedigree.artifact.health;

import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.store.ObjectStore;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the object store again and again whether it answers, and says so when that changes. One that hangs is as
/// good as down.
public final class StoreVigil implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(StoreVigil.class);
    /// Under this prefix there is nothing, so that asking costs nothing however much is stored.
    private static final String NOTHING = "health/";

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ObjectStore objects;
    private final Consumer<Boolean> report;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private boolean able = true;

    private StoreVigil(ObjectStore objects, Consumer<Boolean> report) {
        this.objects = objects;
        this.report = report;
    }

    /// Begins to watch; until the first answer says otherwise the store is taken to be there.
    public static StoreVigil start(ObjectStore objects, Consumer<Boolean> report) {
        StoreVigil vigil = new StoreVigil(objects, report);
        vigil.threads.execute(vigil::watch);
        return vigil;
    }

    private void watch() {
        try {
            while (true) {
                note(answers());
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private boolean answers() throws InterruptedException {
        Future<?> question = threads.submit(() -> objects.list(NOTHING, "", 1));
        try {
            question.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException failure) {
            LOGGER.debug("the object store does not answer", failure);
            return failure.getCause() instanceof Exhausted; // too many ask, so it answers somebody
        } catch (TimeoutException failure) {
            LOGGER.debug("the object store does not answer", failure);
            question.cancel(true);
            return false;
        }
    }

    private void note(boolean answers) {
        if (answers != able) {
            LOGGER.warn("the object store {}", answers ? "answers again" : "does not answer");
            able = answers;
            report.accept(able);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
