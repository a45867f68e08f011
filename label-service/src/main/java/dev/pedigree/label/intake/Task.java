package dev.pedigree.label.intake;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;

/// What the other process is asked to do.
///
/// @param mostRows of a file
/// @param mostText bytes of all its values
record Task(FileFormat format, Shape shape, Path input, Path output, long mostRows, long mostText) {
    void write(DataOutput out) throws IOException {
        out.writeUTF(format.name());
        out.writeUTF(shape.name());
        out.writeUTF(input.toString());
        out.writeUTF(output.toString());
        out.writeLong(mostRows);
        out.writeLong(mostText);
    }

    static Task read(DataInput in) throws IOException {
        return new Task(
                FileFormat.valueOf(in.readUTF()),
                Shape.valueOf(in.readUTF()),
                Path.of(in.readUTF()),
                Path.of(in.readUTF()),
                in.readLong(),
                in.readLong());
    }
}
