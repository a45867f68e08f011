package dev.pedigree.chassis.store;

import java.util.Optional;

/// A part of an object in the making, as the store acknowledged it.
///
/// @param sha256 absent where a store that lists its parts does not say it
public record Part(int number, long size, String etag, Optional<Sha256> sha256) {}
