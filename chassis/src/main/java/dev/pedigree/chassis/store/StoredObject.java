package dev.pedigree.chassis.store;

import java.time.Instant;

/// An object that is there.
public record StoredObject(String key, long size, Instant modified) {}
