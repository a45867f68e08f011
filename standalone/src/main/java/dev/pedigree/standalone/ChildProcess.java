package dev.pedigree.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One JVM beside this one, running a `main` of the class path of this one. What it prints goes to a log file.
public final class ChildProcess {
    /// What every service has to do with; the bench is measured with it.
    public static final String SERVICE_HEAP = "512m";

    /// The same as in the Dockerfile. A small heap and few cores are served best by the collector that does least.
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofSeconds(40);

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /// Starts it and waits for the line `<name> ready on ...`. An earlier one that outlived its launcher is ended
    /// first.
    public static ChildProcess start(
            Path folder, String name, String mainClass, String heap, Map<String, String> settings) {
        try {
            Files.createDirectories(folder);
            endOrphan(folder.resolve(name + ".pid"), mainClass);
            Path log = folder.resolve(name + ".log");
            long before = Files.exists(log) ? Files.size(log) : 0;
            ProcessBuilder builder = new ProcessBuilder(command(mainClass, heap))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(key -> key.startsWith("PEDIGREE_"));
            builder.environment().putAll(settings);
            ChildProcess child = new ChildProcess(name, log, builder.start());
            Files.writeString(folder.resolve(name + ".pid"), Long.toString(child.process.pid()));
            child.awaitReady(before);
            return child;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> command(String mainClass, String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.addAll(FLAGS);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        return command;
    }

    private static void endOrphan(Path pidFile, String mainClass) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan = ProcessHandle.of(Long.parseLong(Files.readString(pidFile)))
                .filter(process -> process.info().commandLine().orElse("").contains(mainClass));
        orphan.ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        });
        Files.delete(pidFile);
    }

    private void awaitReady(long before) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!printed(before).contains(name + " ready on ")) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " did not start:\n" + printed(before));
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " was not ready within " + PATIENCE + ":\n" + printed(before));
            }
            pause();
        }
    }

    private String printed(long before) throws IOException {
        try (var channel = Files.newByteChannel(log, StandardOpenOption.READ)) {
            channel.position(before);
            return new String(
                    java.nio.channels.Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    long pid() {
        return process.pid();
    }

    /// SIGTERM: the service drains.
    public void stop() {
        process.destroy();
        if (!ended(DRAIN)) {
            kill();
        }
    }

    /// SIGKILL: nothing is finished, nothing is flushed.
    void kill() {
        process.destroyForcibly();
        ended(DRAIN);
    }

    private boolean ended(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a service started");
        }
    }
}
