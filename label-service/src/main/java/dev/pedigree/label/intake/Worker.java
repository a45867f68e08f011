package dev.pedigree.label.intake;

import dev.pedigree.v1.LabelFaultKind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One process apart, and its folder. It is watched while it works: what takes too long or too much is ended.
final class Worker implements AutoCloseable {
    private static final long GLANCE_MILLIS = 50;
    private static final long READY_SECONDS = 60;
    private static final int PAGE = 4_096;
    private static final Pattern RESIDENT = Pattern.compile("^\\d+ (\\d+)");

    private final IntakeSettings settings;
    private final Path folder;
    private final Process process;
    private final DataOutputStream tasks;
    private final DataInputStream replies;

    private Worker(IntakeSettings settings, Path folder, Process process) {
        this.settings = settings;
        this.folder = folder;
        this.process = process;
        this.tasks = new DataOutputStream(process.getOutputStream());
        this.replies = new DataInputStream(process.getInputStream());
    }

    /// Starts one and waits until it can work.
    static Worker start(IntakeSettings settings, Path parent) {
        try {
            Path folder = Folders.fresh(parent, "reader-");
            ProcessBuilder builder = new ProcessBuilder(command(settings, folder));
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().clear(); // the secrets of the service are in there
            Worker worker = new Worker(settings, folder, builder.start());
            worker.awaitReady();
            return worker;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> command(IntakeSettings settings, Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder, // the engine's library is unpacked there, and goes with it
                "-cp",
                System.getProperty("java.class.path"),
                ConversionWorker.class.getName(),
                folder.toString(),
                Integer.toString(settings.memoryMib()));
    }

    private void awaitReady() throws IOException {
        FutureTask<Boolean> ready = new FutureTask<>(() -> replies.readUTF().equals("ready"));
        Thread.ofVirtual().start(ready);
        try {
            ready.get(READY_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            close();
            throw new IOException("the reader of label files does not start", failure);
        } catch (InterruptedException failure) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the reader of label files started", failure);
        }
    }

    /// Where the files of a task must lie.
    Path folder() {
        return folder;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Does the task, or dies of it.
    Outcome run(Task task) throws InterruptedException {
        FutureTask<Outcome> work = new FutureTask<>(() -> exchange(task));
        Thread.ofVirtual().start(work);
        long deadline = System.nanoTime() + settings.patience().toNanos();
        while (true) {
            try {
                return work.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (System.nanoTime() > deadline) {
                    return giveUp("reading it takes longer than "
                            + settings.patience().toSeconds() + " seconds");
                }
                if (residentBytes() > settings.mostResidentBytes()) {
                    return giveUp("reading it takes more memory than is given to one file");
                }
                if (task.output().toFile().length() > settings.mostOutputBytes()) {
                    return giveUp("what is in it takes more room than is given to one file");
                }
            } catch (ExecutionException _) {
                close();
                return new Outcome.Unfit(
                        LabelFaultKind.LABEL_FAULT_KIND_FILE_UNREADABLE,
                        "reading it ended the reader: the file is damaged, or made to do that");
            } catch (InterruptedException cancelled) {
                close(); // it would go on for nobody
                throw cancelled;
            }
        }
    }

    private Outcome giveUp(String why) {
        close();
        return new Outcome.Unfit(LabelFaultKind.LABEL_FAULT_KIND_FILE_TOO_LARGE, why);
    }

    private Outcome exchange(Task task) throws IOException {
        task.write(tasks);
        tasks.flush();
        int kind = replies.readInt();
        return kind == 0
                ? new Outcome.Converted(replies.readLong())
                : new Outcome.Unfit(LabelFaultKind.forNumber(kind), replies.readUTF());
    }

    /// 0 where the system does not tell.
    private long residentBytes() {
        try {
            Matcher pages = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "statm")));
            return pages.find() ? Long.parseLong(pages.group(1)) * PAGE : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(_ -> process)
                .join();
        Folders.delete(folder);
    }
}
