package dev.pedigree.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.StringJoiner;

/// Random secrets kept in a file that only its owner may read; made at the first start, the same at every later one.
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Properties values;

    private Secrets(Properties values) {
        this.values = values;
    }

    public static Secrets in(Path file, String... names) throws IOException {
        Properties values = read(file);
        boolean complete = true;
        for (String name : names) {
            complete &= values.putIfAbsent(name, random()) != null;
        }
        if (!complete) {
            PrivateFiles.write(file, render(values));
        }
        return new Secrets(values);
    }

    public String get(String name) {
        return values.getProperty(name);
    }

    private static Properties read(Path file) throws IOException {
        Properties values = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            }
        }
        return values;
    }

    private static String render(Properties values) {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        values.stringPropertyNames().stream()
                .sorted()
                .forEach(name -> lines.add(name + "=" + values.getProperty(name)));
        return lines.toString();
    }

    private static String random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
