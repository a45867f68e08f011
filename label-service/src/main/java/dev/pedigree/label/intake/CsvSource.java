package dev.pedigree.label.intake;

import dev.pedigree.v1.LabelFaultKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A CSV file. Its header is read here, and nothing is guessed: every field is text until it is cast.
final class CsvSource implements Source {
    private static final int MOST_HEADER = 64 << 10;
    private static final int MOST_LINE = 2 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final List<String> columns;
    private final long rows;
    private final boolean parallel;

    private CsvSource(Path file, List<String> columns, long rows, boolean parallel) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
        this.parallel = parallel;
    }

    static CsvSource open(Path file) throws IOException, Unreadable {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(MOST_HEADER);
        }
        int end = 0;
        while (end < start.length && start[end] != '\n') {
            end++;
        }
        if (end == MOST_HEADER) {
            throw unreadable("its first line has no end within %d bytes".formatted(MOST_HEADER));
        }
        String header = decode(ByteBuffer.wrap(start, 0, end)).strip();
        if (header.startsWith(BYTE_ORDER_MARK)) {
            header = header.substring(1);
        }
        List<String> columns =
                Stream.of(header.split(",", -1)).map(CsvSource::unquote).toList();
        return new CsvSource(file, columns, CsvCheck.rows(file, columns.size(), MOST_LINE), true);
    }

    private static String decode(ByteBuffer bytes) throws Unreadable {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException _) {
            throw unreadable("its header is not UTF-8");
        }
    }

    private static String unquote(String field) {
        String name = field.strip();
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    private static Unreadable unreadable(String why) {
        return new Unreadable(LabelFaultKind.LABEL_FAULT_KIND_FILE_UNREADABLE, why);
    }

    @Override
    public String table() {
        String types = columns.stream()
                .map(column -> "'%s': 'VARCHAR'".formatted(column))
                .collect(Collectors.joining(", ", "{", "}"));
        return """
            read_csv(%s, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', nullstr = '',
                     strict_mode = true, max_line_size = %d, parallel = %s, columns = %s)\
            """.formatted(Sql.literal(file), MOST_LINE, parallel, types);
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.of(rows);
    }

    @Override
    public Optional<Source> careful() {
        return parallel ? Optional.of(new CsvSource(file, columns, rows, false)) : Optional.empty();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public String row() {
        return "row_number() over ()";
    }

    @Override
    public String text(String column) {
        return Sql.name(column);
    }

    @Override
    public String number(String column) {
        return "try_cast(%s as double)".formatted(Sql.name(column));
    }

    @Override
    public String time(String column) {
        return Sql.utc("try_cast(%s as timestamptz)".formatted(Sql.name(column)));
    }

    @Override
    public String stands(String column) {
        return Sql.name(column) + " is not null";
    }

    @Override
    public String misfits(String column) {
        return "false";
    }
}
