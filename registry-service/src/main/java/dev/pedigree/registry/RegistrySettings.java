package dev.pedigree.registry;

import dev.pedigree.chassis.settings.Settings;

/// How much memory the registry may use to remember what never changes.
///
/// | setting | |
/// |-|-|
/// | `RECORD_CACHE_MIB` | frozen records of versions that were read lately |
public record RegistrySettings(long recordCacheBytes) {
    private static final int RECORD_CACHE_MIB = 64;

    /// What `read` gives for an empty environment.
    public static RegistrySettings usual() {
        return of(RECORD_CACHE_MIB);
    }

    public static RegistrySettings read(Settings settings) {
        return of(settings.number("RECORD_CACHE_MIB", RECORD_CACHE_MIB, 1, 64 << 10));
    }

    private static RegistrySettings of(int cacheMib) {
        return new RegistrySettings((long) cacheMib << 20);
    }
}
