package dev.pedigree.label.engine;

/// What the engine may take of this machine.
///
/// @param sessions open at once
public record DuckSettings(int memoryMib, int spillMib, int threads, int sessions) {}
