package dev.pedigree.gateway.limit;

import dev.pedigree.chassis.settings.Settings;

/// How much one caller may ask for. Generous: it keeps one runaway client from the others, it is no price list.
public record LimitSettings(int callsAtOnce, int callsPerSecond) {
    private static final int CALLS_AT_ONCE = 1_000;
    private static final int CALLS_PER_SECOND = 50_000;

    public static LimitSettings usual() {
        return new LimitSettings(CALLS_AT_ONCE, CALLS_PER_SECOND);
    }

    public static LimitSettings read(Settings settings) {
        return new LimitSettings(
                settings.number("CALLER_CALLS_AT_ONCE", CALLS_AT_ONCE, 1, 100_000),
                settings.number("CALLER_CALLS_PER_SECOND", CALLS_PER_SECOND, 10, 1_000_000));
    }
}
