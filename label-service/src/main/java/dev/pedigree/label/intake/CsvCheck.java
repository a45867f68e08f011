package dev.pedigree.label.intake;

import dev.pedigree.v1.LabelFaultKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Goes through a CSV file byte by byte, to say how many rows it has, or what is wrong with which line.
///
/// The engine is held against the number: several threads at once may stumble over line ends within quotes where their
/// parts meet, and may leave a line out that is too long; one thread leaves out a last line whose quotes stay open.
final class CsvCheck {
    private static final int END = -1;

    private final InputStream in;
    private final int columns;
    private final int longestLine;
    private final byte[] buffer = new byte[1 << 16];
    private int length;
    private int position;
    private long line = 1;
    private long rows = -1; // the header is none
    private int fields = 1;
    private int bytes;
    private int lineEnd;

    private CsvCheck(InputStream in, int columns, int longestLine) {
        this.in = in;
        this.columns = columns;
        this.longestLine = longestLine;
    }

    static long rows(Path file, int columns, int longestLine) throws IOException, Unreadable {
        try (InputStream in = Files.newInputStream(file)) {
            return new CsvCheck(in, columns, longestLine).count();
        }
    }

    private long count() throws IOException, Unreadable {
        int next = read();
        while (next != END) {
            next = next == '"' ? quoted() : plain(next);
            if (next == ',') {
                fields++;
                next = take();
                if (next == END || isLineEnd(next)) {
                    next = end(next);
                }
            } else {
                next = end(next);
            }
        }
        return Math.max(rows, 0);
    }

    /// @return what follows the field
    private int plain(int first) throws IOException, Unreadable {
        int next = first;
        while (next != ',' && next != END && !isLineEnd(next)) {
            skipPlain();
            next = take();
        }
        return next;
    }

    /// Goes on to what may end the field, or to the end of the buffer. Here most of the time is spent.
    private void skipPlain() {
        int at = position;
        while (at < length && buffer[at] != ',' && buffer[at] != '\n' && buffer[at] != '\r') {
            at++;
        }
        bytes += at - position;
        position = at;
    }

    private int quoted() throws IOException, Unreadable {
        long start = line;
        while (true) {
            int next = take();
            if (next == '\n') {
                line++;
            } else if (next == END) {
                throw unreadable("line %d: a quoted field has no end".formatted(start));
            } else if (next == '"') {
                next = take();
                if (next == ',' || next == END || isLineEnd(next)) {
                    return next;
                }
                if (next != '"') {
                    throw unreadable("line %d: a quoted field does not end where it should".formatted(line));
                }
            }
        }
    }

    /// Ends the line.
    ///
    /// @return the first byte of the next one
    private int end(int found) throws IOException, Unreadable {
        int next = found == END ? END : read();
        int kind = found;
        if (found == '\r' && next == '\n') {
            kind = '\r' + '\n';
            next = read();
        }
        if (lineEnd == 0) {
            lineEnd = kind;
        }
        if (kind != END && kind != lineEnd) {
            throw unreadable("line %d ends in another way than the first".formatted(line));
        }
        if (bytes > 0) { // else it is blank, and says nothing
            if (fields != columns) {
                throw unreadable("line %d has %d fields, the header %d".formatted(line, fields, columns));
            }
            rows++;
        }
        line++;
        fields = 1;
        bytes = 0;
        return next;
    }

    private int take() throws IOException, Unreadable {
        if (++bytes > longestLine) {
            throw new Unreadable(
                    LabelFaultKind.LABEL_FAULT_KIND_FILE_TOO_LARGE,
                    "line %d is longer than %d bytes".formatted(line, longestLine));
        }
        return read();
    }

    private int read() throws IOException {
        if (position == length) {
            length = in.read(buffer);
            position = 0;
        }
        return length == END ? END : buffer[position++];
    }

    private static boolean isLineEnd(int found) {
        return found == '\n' || found == '\r';
    }

    private static Unreadable unreadable(String why) {
        return new Unreadable(LabelFaultKind.LABEL_FAULT_KIND_FILE_UNREADABLE, why);
    }
}
