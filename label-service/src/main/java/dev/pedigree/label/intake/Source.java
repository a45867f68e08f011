package dev.pedigree.label.intake;

import java.util.List;

/// A change file as a table, whatever its format.
interface Source {
    /// What to select from.
    String table();

    /// The names of its columns.
    List<String> columns();

    /// The number of the row, from 1.
    String row();

    /// Text, or nothing.
    String text(String column);

    /// A double, or nothing where there is none.
    String number(String column);

    /// A timestamp of UTC, or nothing where there is none.
    String time(String column);

    /// Whether something stands there.
    String stands(String column);

    /// Whether what stands there is of another type than it has to be.
    String misfits(String column);
}
