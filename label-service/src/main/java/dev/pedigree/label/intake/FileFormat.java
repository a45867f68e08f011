package dev.pedigree.label.intake;

/// The formats that change files come in.
public enum FileFormat {
    PARQUET,
    CSV,
    JSON_LINES
}
