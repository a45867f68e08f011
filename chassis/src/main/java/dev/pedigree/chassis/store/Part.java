package dev.pedigree.chassis.store;

/// A part of an object in the making, as the store acknowledged it.
public record Part(int number, long size, String etag, Sha256 sha256) {}
