package dev.pedigree.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A digest of all that generated code depends on: the migrations, the names, jOOQ's version and its configuration.
final class MigrationsDigest {

    static String of(Path migrations, String... names) throws IOException {
        MessageDigest digest = sha256();
        for (String name : names) {
            add(digest, name);
        }
        add(digest, org.jooq.Constants.FULL_VERSION);
        try (InputStream configuration = MigrationsDigest.class.getResourceAsStream("JooqConfiguration.class")) {
            digest.update(configuration.readAllBytes());
        }
        for (Path file : files(migrations)) {
            add(digest, migrations.relativize(file).toString());
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private MigrationsDigest() {}
}
