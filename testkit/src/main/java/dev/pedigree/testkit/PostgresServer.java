package dev.pedigree.testkit;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One Postgres over one folder: initialise, start, stop, and deal with a server that outlived its launcher.
final class PostgresServer {
    static final String SUPERUSER = "postgres";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Durable whatever else is set. Only loopback, only with a password, no socket file whose path could be too long.
    private static final String CONFIGURATION = """
            # Written anew at every start.
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 200

            fsync = on
            synchronous_commit = on
            full_page_writes = on

            shared_buffers = '256MB'
            max_wal_size = '2GB'
            jit = off

            timezone = 'UTC'
            log_timezone = 'UTC'
            log_line_prefix = '%%m [%%p] %%u@%%d '
            lc_messages = 'C'
            """;

    private final Path binaries;
    private final Path folder;
    private final Path cluster;

    PostgresServer(Path binaries, Path folder) {
        this.binaries = binaries;
        this.folder = folder;
        this.cluster = folder.resolve("cluster");
    }

    /// Byte order everywhere (`C`), so that no upgrade of a system library can reorder an index.
    void initialiseOnce(String superuserPassword) throws IOException {
        if (Files.isDirectory(cluster)) {
            return;
        }
        Path passwordFile = folder.resolve("superuser-password.tmp");
        Path fresh = folder.resolve("cluster.new");
        if (Files.exists(fresh)) {
            PrivateFiles.deleteTree(fresh);
        }
        PrivateFiles.write(passwordFile, superuserPassword);
        try {
            run(
                    "initdb",
                    "-D",
                    fresh.toString(),
                    "-U",
                    SUPERUSER,
                    "-A",
                    "scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--pwfile=" + passwordFile);
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    void start(int port) throws IOException {
        Files.writeString(cluster.resolve("postgresql.conf"), CONFIGURATION.formatted(port), StandardCharsets.UTF_8);
        run(
                "pg_ctl",
                "start",
                "-D",
                cluster.toString(),
                "-l",
                folder.resolve("postgres.log").toString(),
                "-w",
                "-t",
                Long.toString(PATIENCE.toSeconds()));
    }

    void stop() throws IOException {
        if (!Files.exists(pidFile())) {
            return;
        }
        try {
            stop("fast");
        } catch (IOException _) {
            stop("immediate");
        }
    }

    /// The caller holds the folder, so whatever runs on it has lost its launcher.
    void stopOrphan() throws IOException {
        Optional<ProcessHandle> noted = notedProcess();
        if (noted.isEmpty()) {
            return;
        }
        if (servesThisCluster(noted.get())) {
            stop();
        } else {
            // The number went to another process since: Postgres would take that one for a server and refuse.
            Files.delete(pidFile());
        }
    }

    private Optional<ProcessHandle> notedProcess() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile(), StandardCharsets.UTF_8);
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    }

    private boolean servesThisCluster(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(cluster.toString());
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }

    private void stop(String mode) throws IOException {
        run("pg_ctl", "stop", "-D", cluster.toString(), "-m", mode, "-w", "-t", Long.toString(PATIENCE.toSeconds()));
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = folder.resolve(program + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!finished(process) || process.exitValue() != 0) {
            throw new IOException(program + " failed on " + cluster + ": "
                    + Files.readString(output, StandardCharsets.UTF_8).strip() + "; see also postgres.log there");
        }
    }

    private static boolean finished(Process process) throws IOException {
        try {
            return process.waitFor(PATIENCE.plusSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for Postgres", e);
        }
    }

    /// Postgres refuses to run as root: there it runs in a user namespace, where it is nobody.
    private static List<String> asOrdinaryUser() {
        return new UnixSystem().getUid() == 0 ? List.of("unshare", "-U") : List.of();
    }
}
