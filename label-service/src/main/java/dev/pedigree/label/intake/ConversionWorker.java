package dev.pedigree.label.intake;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The process apart: takes tasks on its standard input, one after the other, until that ends. It ends with the service
/// that started it, however that ends and whatever file it is in, since its input does.
///
/// It knows no secret and reaches no network, and its engine opens no file outside the folder it was given.
public final class ConversionWorker {
    private static final int BROKEN = 1;

    private ConversionWorker() {}

    /// @param arguments the folder, and the engine's memory in MiB
    public static void main(String[] arguments) throws IOException, InterruptedException {
        DataOutputStream replies = new DataOutputStream(System.out);
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        dieFirst();
        Sandbox sandbox = new Sandbox(Path.of(arguments[0]), arguments[1]);
        BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
        Thread.ofPlatform().name("convert").start(() -> work(sandbox, tasks, replies));
        try (DataInputStream in = new DataInputStream(System.in)) {
            while (true) {
                tasks.put(Task.read(in));
            }
        } catch (EOFException _) {
            Runtime.getRuntime().halt(0); // the engine may be amid a file, and does not listen
        }
    }

    /// Where memory runs out, the kernel is to take this process before any other.
    private static void dieFirst() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException _) {
            // Not every system has such a thing.
        }
    }

    /// An engine for each file, opened before the file comes: none meets what another file did to it.
    private static void work(Sandbox sandbox, BlockingQueue<Task> tasks, DataOutputStream replies) {
        try {
            replies.writeUTF("ready");
            while (true) {
                Converter converter = new Converter(sandbox.open());
                replies.flush();
                try (converter) {
                    reply(converter.convert(tasks.take()), replies);
                }
            }
        } catch (IOException | SQLException | InterruptedException | RuntimeException failure) {
            System.err.println("the reader of label files breaks off: " + failure);
        } finally {
            Runtime.getRuntime().halt(BROKEN); // what comes after a failure like that is not to be relied on
        }
    }

    private static void reply(Outcome outcome, DataOutputStream out) throws IOException {
        switch (outcome) {
            case Outcome.Converted(long rows) -> {
                out.writeInt(0);
                out.writeLong(rows);
            }
            case Outcome.Unfit(var kind, String description) -> {
                out.writeInt(kind.getNumber());
                out.writeUTF(description);
            }
        }
        out.flush();
    }
}
