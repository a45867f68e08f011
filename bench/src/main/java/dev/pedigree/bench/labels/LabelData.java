package dev.pedigree.bench.labels;

import static dev.pedigree.bench.labels.Duck.literal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// Label files as a client has them. Label `i` has always the same sample and annotator, and the same class until
/// somebody corrects it; samples of consecutive numbers lie all over the dataset.
final class LabelData {
    static final int CLASSES = 100;

    private final Duck duck;
    private final Path folder;

    LabelData(Duck duck, Path folder) throws SQLException {
        this.duck = duck;
        this.folder = folder;
        duck.execute("create macro sample_of(i) as 'sample-' || lpad(format('{:x}', hash(i)), 16, '0')");
        duck.execute("create macro annotator_of(i) as 'annotator-' || lpad((hash(i + 7) % 20)::varchar, 2, '0')");
        duck.execute("create macro class_of(i, corrected) as 'class-' || "
                + "lpad(((hash(i * 3 + 1) %% %1$d + corrected) %% %1$d)::varchar, 3, '0')".formatted(CLASSES));
    }

    static String classId(int number) {
        return "class-%03d".formatted(number);
    }

    /// The sample of label `i`, as the files spell it.
    String sample(long i) throws SQLException {
        return duck.text("select sample_of(%d::bigint)".formatted(i));
    }

    /// The first labels, as an initial change has them; made once.
    Path labels(long count) throws SQLException {
        Path file = folder.resolve("labels-" + count + ".parquet");
        return Files.exists(file) ? file : newLabels("labels-" + count, 0, count);
    }

    /// Labels `from` to `to`, as an additive change has them.
    Path newLabels(String name, long from, long to) throws SQLException {
        return write(folder.resolve(name + ".parquet"), """
            select sample_of(i) as sample, class_of(i, 0) as class, annotator_of(i) as annotator,
                   'human' as source,
                   timestamp '2026-01-01' + to_seconds((hash(i) %% 10000000)::bigint) as labelled_at
            from range(%d, %d) t(i)\
            """.formatted(from, to));
    }

    /// Labels that lie apart from all others, since their samples are called otherwise.
    Path labelsApart(String name, String prefix, int count) throws SQLException {
        return write(folder.resolve(name + ".parquet"), """
            select '%s-' || sample_of(i) as sample, class_of(i, 0) as class, annotator_of(i) as annotator,
                   'human' as source,
                   timestamp '2026-01-01' + to_seconds((hash(i) %% 10000000)::bigint) as labelled_at
            from range(%d) t(i)\
            """.formatted(prefix, count));
    }

    /// Corrections of labels `from` to `to`, and of the first `restless` ones, which `earlier` corrections came before.
    Path corrections(String name, long from, long to, int restless, int earlier, String reason) throws SQLException {
        return write(folder.resolve(name + ".parquet"), """
            select sample_of(i) as sample, annotator_of(i) as annotator, class_of(i, earlier) as original,
                   class_of(i, earlier + 1) as corrected, 'reviewer' as corrector, '%s' as reason,
                   timestamp '2026-02-01' + to_seconds((hash(i) %% 1000000)::bigint) as corrected_at
            from (select i, 0 as earlier from range(%d, %d) t(i)
                  union all select i, %d as earlier from range(%d) t(i))\
            """.formatted(reason, from, to, earlier, restless));
    }

    /// A small file, for a dataset has to have one.
    Path note() throws IOException {
        return Files.writeString(folder.resolve("note.txt"), "Labels by formula.");
    }

    private Path write(Path file, String rows) throws SQLException {
        duck.execute("copy (%s) to %s (format parquet, compression zstd)".formatted(rows, literal(file)));
        return file;
    }
}
