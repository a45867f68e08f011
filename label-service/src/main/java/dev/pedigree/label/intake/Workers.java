package dev.pedigree.label.intake;

import dev.pedigree.chassis.fault.Exhausted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The processes that read change files: so many, all running before the first file comes. One that dies of a file is
/// replaced while the others go on.
public final class Workers implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Workers.class);
    private static final long WAIT_SECONDS = 30;

    private final IntakeSettings settings;
    private final Path parent;
    private final BlockingQueue<Worker> idle = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    private Workers(IntakeSettings settings, Path parent) {
        this.settings = settings;
        this.parent = parent;
    }

    /// @param folder of the workers' own folders; what earlier ones left there is deleted
    public static Workers start(IntakeSettings settings, Path folder) {
        Folders.delete(folder);
        Workers workers = new Workers(settings, Folders.ensure(folder));
        for (int count = 0; count < settings.workers(); count++) {
            workers.idle.add(Worker.start(settings, folder));
        }
        return workers;
    }

    /// Converts `input`, which is left as it is; `output` is there if the outcome says so.
    public Outcome convert(FileFormat format, Shape shape, Path input, Path output) throws InterruptedException {
        Worker worker = take();
        try {
            return convert(worker, format, shape, input, output);
        } finally {
            giveBack(worker);
        }
    }

    /// One that lives: what died while it had nothing to do says nothing about any file.
    private Worker take() throws InterruptedException {
        while (true) {
            Worker worker = idle.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (worker == null) {
                throw new Exhausted("too many label files at once");
            }
            if (worker.isAlive()) {
                return worker;
            }
            giveBack(worker);
        }
    }

    private Outcome convert(Worker worker, FileFormat format, Shape shape, Path input, Path output)
            throws InterruptedException {
        Path given = worker.folder().resolve("input");
        Path made = worker.folder().resolve("output");
        try {
            Files.createLink(given, input);
            Outcome outcome =
                    worker.run(new Task(format, shape, given, made, settings.mostRows(), settings.mostText()));
            if (outcome instanceof Outcome.Converted) {
                Files.move(made, output, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.deleteIfExists(given);
            Files.deleteIfExists(made);
            return outcome;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void giveBack(Worker worker) {
        if (closed) {
            worker.close();
        } else if (worker.isAlive()) {
            idle.add(worker);
        } else {
            Thread.ofVirtual().name("replace-reader").start(this::replace);
        }
    }

    private void replace() {
        while (!closed) {
            try {
                Worker fresh = Worker.start(settings, parent);
                idle.add(fresh);
                if (closed) {
                    close();
                }
                return;
            } catch (RuntimeException failure) {
                LOGGER.error("a reader of label files cannot be started", failure);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Worker worker = idle.poll(); worker != null; worker = idle.poll()) {
            worker.close();
        }
    }
}
