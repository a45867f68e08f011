package dev.pedigree.standalone;

import dev.pedigree.testkit.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/// The launcher: starts a mesh over one folder, says how to reach it, and stays up until Ctrl-C.
public final class Standalone {
    private Standalone() {}

    public static void main(String[] arguments) throws Exception {
        Options options = parse(arguments);
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        logTo(Files.createDirectories(options.data().resolve("logs")).resolve("mesh.log"));
        Mesh mesh = startOrExit(options);
        Runtime.getRuntime().addShutdownHook(new Thread(mesh::close, "stop-mesh"));
        announce(mesh, options, Duration.between(started, Instant.now()));
        new CountDownLatch(1).await();
    }

    private static Mesh startOrExit(Options options) {
        try {
            return options.processes()
                    ? Mesh.processes(options.data(), options.port())
                    : Mesh.local(options.data(), options.port());
        } catch (RuntimeException failure) {
            LoggerFactory.getLogger(Standalone.class).error("the mesh did not start", failure);
            System.err.println(failure.getMessage());
            System.err.println("More is said in " + options.data().resolve("logs"));
            System.exit(1);
            throw failure;
        }
    }

    /// Before the first logger: the terminal is for people.
    private static void logTo(Path file) {
        System.setProperty("PEDIGREE_LOG", "file");
        System.setProperty("PEDIGREE_LOG_FILE", file.toString());
    }

    private static Options parse(String[] arguments) {
        try {
            return Options.parse(List.of(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(Options.USAGE);
            System.exit(2);
            throw wrong;
        }
    }

    private static void announce(Mesh mesh, Options options, Duration took) throws IOException {
        System.out.printf(
                """

                Pedigree is up after %.1f s, its data under %s
                address: %s
                token:   %s

                In Python (pip install ./python):

                    import pedigree
                    p = pedigree.connect("%s", token_file="%s").project("demo", create=True)
                    print(p.name)

                """,
                took.toMillis() / 1000.0,
                options.data(),
                mesh.address(),
                mesh.tokenFile(),
                mesh.address(),
                mesh.tokenFile());
        writeClientEnvironment(mesh, options.data().resolve("client.env"));
    }

    /// For scripts: appears when the mesh answers.
    private static void writeClientEnvironment(Mesh mesh, Path file) throws IOException {
        PrivateFiles.write(file, """
                PEDIGREE_ADDRESS=%s
                PEDIGREE_TOKEN_FILE='%s'
                """.formatted(mesh.address(), mesh.tokenFile()));
    }
}
