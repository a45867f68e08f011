package dev.pedigree.label.intake;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A change file as a table, whatever its format.
interface Source {
    /// What to select from.
    String table();

    /// The names of its columns.
    List<String> columns();

    /// How many rows it has, where that is known by other means than asking the table.
    default OptionalLong rows() {
        return OptionalLong.empty();
    }

    /// The same, read in a way that is slower and fails less.
    default Optional<Source> careful() {
        return Optional.empty();
    }

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
