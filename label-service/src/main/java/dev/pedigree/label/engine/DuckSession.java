package dev.pedigree.label.engine;

import static dev.pedigree.label.engine.DuckEngine.literal;
import static dev.pedigree.label.engine.LabelColumns.SAMPLE;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.pedigree.chassis.call.Interruption;
import dev.pedigree.chassis.fault.Exhausted;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// A connection of its own, with views of its own.
final class DuckSession implements Session {
    /// Small, so that the labels of one sample are found in little: a row group is the least that is read.
    private static final int ROW_GROUP = 20_480;

    private static final int ROW_GROUPS_PER_FILE = 50;

    /// Read far more often than written, all samples of it for every change.
    private static final String FORM = "format parquet, parquet_version v2, compression lz4_raw";

    private static final String EVENT =
            LabelColumns.ALL.stream().map(Field::getName).collect(Collectors.joining(", "));

    private final DuckDBConnection connection;
    private final Names names;
    private final Optional<String> end;
    private final Runnable leave;
    private final DSLContext sql;

    /// @param end the statement that ends it
    private DuckSession(DuckDBConnection connection, Names names, Optional<String> end, Runnable leave) {
        this.connection = connection;
        this.names = names;
        this.end = end;
        this.leave = leave;
        this.sql = DSL.using(connection, SQLDialect.DUCKDB);
    }

    /// Where its tables and views are.
    ///
    /// @param kind what is between `create` and `table`
    private record Names(String catalog, String schema, String kind) {
        private static final Names OWN = new Names("temp", "main", "temp");

        static Names shared(String schema) {
            return new Names("memory", schema, "");
        }

        String use() {
            return "use %s.%s".formatted(catalog, schema);
        }
    }

    /// What it defines belongs to its connection.
    static DuckSession of(DuckDBConnection connection, Runnable leave) {
        return new DuckSession(connection, Names.OWN, Optional.empty(), leave);
    }

    /// What it defines is in a schema of its own, which goes with it.
    static DuckSession shared(DuckDBConnection connection, String schema, Runnable leave) throws SQLException {
        Names names = Names.shared(schema);
        run(connection, "create schema " + schema);
        run(connection, names.use());
        return new DuckSession(connection, names, Optional.of("drop schema %s cascade".formatted(schema)), leave);
    }

    @Override
    public Session beside() {
        try {
            DuckDBConnection other = connection.duplicate().unwrap(DuckDBConnection.class);
            run(other, names.use());
            return new DuckSession(other, names, Optional.empty(), () -> {});
        } catch (SQLException failure) {
            throw new IllegalStateException("the label engine is gone", failure);
        }
    }

    private static void run(DuckDBConnection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Override
    public <T> T query(Function<DSLContext, T> work) {
        try {
            return Interruption.instead(this::stop, () -> work.apply(sql));
        } catch (DataAccessException failure) {
            throw translate(failure);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (InterruptedException _) {
            throw new dev.pedigree.chassis.fault.Cancelled();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static RuntimeException translate(DataAccessException failure) {
        String message = String.valueOf(failure.getMessage());
        if (io.grpc.Context.current().isCancelled()) {
            return new dev.pedigree.chassis.fault.Cancelled().causedBy(failure);
        }
        return message.contains("Out of Memory Error") || message.contains("max_temp_directory_size")
                ? new Exhausted("the label engine has no room for this at present").causedBy(failure)
                : failure;
    }

    @Override
    public void stop() {
        try (Statement statement = connection.createStatement()) {
            statement.cancel();
        } catch (SQLException _) {
            // It has ended already.
        }
    }

    @Override
    public void defineLabels(String name, LedgerFiles ledger) {
        new LabelView(sql, names.kind(), name, ledger, noCondition()).define(this::defineEvents);
    }

    @Override
    public void defineLabels(String name, LedgerFiles ledger, String samples) {
        Condition among = SAMPLE.in(select(SAMPLE).from(table(name(samples))));
        new LabelView(sql, names.kind(), name, ledger, among).define(this::defineEvents);
    }

    @Override
    public void defineEvents(String name, List<Path> files) {
        execute("create %s view %s as select * from read_parquet([%s])".formatted(names.kind(), name, literals(files)));
    }

    @Override
    public void defineChange(String name, Path file) {
        execute("create %s view %s as select * from read_parquet(%s)".formatted(names.kind(), name, literal(file)));
    }

    private static String literals(List<Path> files) {
        return files.stream().map(DuckEngine::literal).collect(Collectors.joining(", "));
    }

    @Override
    public void defineTexts(String name, String column, Iterator<String> texts) {
        execute("create %s table %s (%s varchar)".formatted(names.kind(), name, column));
        try (DuckDBAppender appender = connection.createAppender(names.catalog(), names.schema(), name)) {
            while (texts.hasNext()) {
                appender.beginRow();
                appender.append(texts.next());
                appender.endRow();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public List<SegmentFile> writeSegment(String name, String order, Path folder) {
        execute("""
            copy (select %s from %s order by %s) to %s
            (%s, row_group_size %d, row_groups_per_file %d, overwrite true)\
            """.formatted(EVENT, name, order, literal(folder), FORM, ROW_GROUP, ROW_GROUPS_PER_FILE));
        return query(context -> context.fetch("""
            select filename, min(sample), max(sample) from read_parquet(%s, filename = true)
            group by filename order by 2, 1\
            """.formatted(literal(folder.resolve("*.parquet")))))
                .map(row -> new SegmentFile(
                        Path.of(row.get(0, String.class)), row.get(1, String.class), row.get(2, String.class)));
    }

    @Override
    public void export(String name, Path file) {
        execute("copy %s to %s (format parquet, compression zstd)".formatted(name, literal(file)));
    }

    private void execute(String statement) {
        query(context -> context.execute(statement));
    }

    @Override
    public void close() {
        try (connection) {
            if (end.isPresent()) {
                run(connection, end.get());
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } finally {
            leave.run();
        }
    }
}
