package dev.pedigree.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The Postgres of this platform, unpacked from its jar once per user and version.
final class PostgresBinaries {

    /// The folder that has `bin/` and `lib/`.
    static Path unpacked() throws IOException {
        byte[] archive = archive();
        Path cache = cacheFolder();
        Path home = cache.resolve(digest(archive).substring(0, 16));
        if (!Files.isDirectory(home)) {
            Path fresh = Files.createTempDirectory(cache, "unpacking-");
            unpack(archive, fresh);
            moveUnlessThere(fresh, home);
        }
        return home;
    }

    private static byte[] archive() throws IOException {
        String name = "/postgres-%s-%s.txz".formatted(operatingSystem(), architecture());
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(name)) {
            if (archive == null) {
                throw new IllegalStateException("no Postgres for this platform on the class path: " + name);
            }
            return archive.readAllBytes();
        }
    }

    private static String operatingSystem() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }

    private static Path cacheFolder() throws IOException {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return Files.createDirectories(base.resolve("pedigree").resolve("postgres"));
    }

    private static String digest(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /// Two processes may unpack at once: the first to finish is kept.
    private static void moveUnlessThere(Path fresh, Path home) throws IOException {
        try {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            PrivateFiles.deleteTree(fresh);
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private PostgresBinaries() {}
}
