package dev.pedigree.chassis.store;

/// An object in the making.
public record Multipart(String key, String uploadId) {}
