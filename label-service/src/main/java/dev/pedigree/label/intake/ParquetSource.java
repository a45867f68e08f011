package dev.pedigree.label.intake;

import dev.pedigree.v1.LabelFaultKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A Parquet file. Its columns have types, which are looked at before any row is.
final class ParquetSource implements Source {
    /// Far more than any list of a few columns takes, and little enough to be read into memory.
    private static final int MOST_FOOTER = 16 << 20;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int TRAILER = 8;
    private static final Set<String> NUMBERS = Set.of("confidence");
    private static final Set<String> TIMES = Set.of("labelled_at", "corrected_at");

    private final Path file;
    private final Map<String, String> types;

    private ParquetSource(Path file, Map<String, String> types) {
        this.file = file;
        this.types = types;
    }

    static ParquetSource open(Connection connection, Path file) throws IOException, SQLException, Unreadable {
        requireParquet(file);
        Map<String, String> types = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("describe select * from read_parquet(" + Sql.literal(file) + ")")) {
            while (rows.next()) {
                types.put(rows.getString(1), rows.getString(2));
            }
        }
        return new ParquetSource(file, types);
    }

    private static void requireParquet(Path path) throws IOException, Unreadable {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] head = new byte[MAGIC.length];
            byte[] tail = new byte[TRAILER];
            if (file.length() < MAGIC.length + TRAILER) {
                throw unreadable("it is too short to be a Parquet file");
            }
            file.readFully(head);
            file.seek(file.length() - TRAILER);
            file.readFully(tail);
            ByteBuffer trailer = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
            int footer = trailer.getInt();
            byte[] magic = new byte[MAGIC.length];
            trailer.get(magic);
            if (!java.util.Arrays.equals(head, MAGIC) || !java.util.Arrays.equals(magic, MAGIC)) {
                throw unreadable("it does not begin and end as Parquet files do; was it cut short?");
            }
            if (footer < 0 || footer > MOST_FOOTER) {
                throw new Unreadable(
                        LabelFaultKind.LABEL_FAULT_KIND_FILE_TOO_LARGE,
                        "its footer says that it has %d bytes, over the limit of %d".formatted(footer, MOST_FOOTER));
            }
            if (footer > file.length() - MAGIC.length - TRAILER) {
                throw unreadable("its footer is longer than the file");
            }
        }
    }

    private static Unreadable unreadable(String why) {
        return new Unreadable(LabelFaultKind.LABEL_FAULT_KIND_FILE_UNREADABLE, why);
    }

    /// Columns whose type is not the one it has to be.
    List<String> mistyped() {
        List<String> wrong = new ArrayList<>();
        types.forEach((column, type) -> {
            if (!fits(column, type)) {
                wrong.add("%s is %s".formatted(column, type));
            }
        });
        return wrong;
    }

    private static boolean fits(String column, String type) {
        if (NUMBERS.contains(column)) {
            return type.matches("FLOAT|DOUBLE|DECIMAL\\(.*|U?(TINY|SMALL|BIG)?INT(EGER)?");
        }
        if (TIMES.contains(column)) {
            return type.startsWith("TIMESTAMP");
        }
        return type.equals("VARCHAR") || type.startsWith("ENUM");
    }

    @Override
    public String table() {
        return "read_parquet(%s, file_row_number = true)".formatted(Sql.literal(file));
    }

    @Override
    public List<String> columns() {
        return List.copyOf(types.keySet());
    }

    @Override
    public String row() {
        return "file_row_number + 1";
    }

    @Override
    public String text(String column) {
        return "nullif(%s::varchar, '')".formatted(Sql.name(column));
    }

    @Override
    public String number(String column) {
        return "try_cast(%s as double)".formatted(Sql.name(column));
    }

    @Override
    public String time(String column) {
        return Sql.utc(Sql.name(column));
    }

    @Override
    public String stands(String column) {
        return (NUMBERS.contains(column) || TIMES.contains(column) ? Sql.name(column) : text(column)) + " is not null";
    }

    @Override
    public String misfits(String column) {
        return "false";
    }
}
