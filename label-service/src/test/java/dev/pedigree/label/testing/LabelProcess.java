package dev.pedigree.label.testing;

import dev.pedigree.label.LabelService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// The service as a process of its own, which can be killed.
final class LabelProcess {
    private final Process process;

    private LabelProcess(Process process) {
        this.process = process;
    }

    /// Starts it and waits until it serves.
    static LabelProcess start(Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabelService.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            awaitReady(process.inputReader());
            return new LabelProcess(process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void awaitReady(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("label ready on ")) {
                Thread.ofVirtual().start(() -> output.lines().forEach(System.out::println));
                return;
            }
        }
        throw new IllegalStateException("the service did not start");
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// As `kill -9` does.
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
