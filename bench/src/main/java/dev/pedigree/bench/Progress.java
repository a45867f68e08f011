package dev.pedigree.bench;

import java.util.Locale;

/// What the bench is doing, for whoever waits. Standard output holds figures only.
public final class Progress {
    private static final long START = System.nanoTime();

    private Progress() {}

    public static void say(String format, Object... values) {
        System.err.printf(Locale.ROOT, "[%4d s] ", (System.nanoTime() - START) / 1_000_000_000L);
        System.err.printf(Locale.ROOT, format + "%n", values);
    }
}
