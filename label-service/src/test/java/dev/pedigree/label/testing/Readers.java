package dev.pedigree.label.testing;

import dev.pedigree.label.intake.ConversionWorker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The processes that read change files, as the system sees them.
public final class Readers {
    private Readers() {}

    /// Those of a service.
    public static List<ProcessHandle> of(ProcessHandle service) {
        return service.descendants()
                .filter(process -> read(process, "cmdline").contains(ConversionWorker.class.getName()))
                .toList();
    }

    /// The only one that works for the service in this process; waits for the one that takes its predecessor's place.
    public static ProcessHandle only() throws InterruptedException {
        for (long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); System.nanoTime() < deadline; ) {
            List<ProcessHandle> all = of(ProcessHandle.current());
            if (all.size() == 1) {
                return all.getFirst();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("there is not one reader, but " + of(ProcessHandle.current()));
    }

    /// A file of `/proc`: the handle itself cuts long command lines short.
    public static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return ""; // it has gone
        }
    }

    /// It does nothing until it is killed, as if it were lost in a file.
    public static void hang(ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
