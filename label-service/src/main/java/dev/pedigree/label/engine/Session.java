package dev.pedigree.label.engine;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;

/// One request's views and tables. Nothing of it is seen by another session, nothing outlasts it.
public interface Session extends AutoCloseable {
    /// Runs `work` with the dialect of the engine. When the call that is served ends, so does the running statement.
    /// What is fetched lazily is read to its end, or closed, before the next statement.
    <T> T query(Function<DSLContext, T> work);

    /// Defines the view `name`: the labels of a ledger, one row for each key that has one, with the columns of
    /// `LabelColumns`, classes as they are called now.
    void defineLabels(String name, LedgerFiles ledger);

    /// The same, but only of the samples that the table or view `samples` has in its column `sample`.
    void defineLabels(String name, LedgerFiles ledger, String samples);

    /// Defines the view `name`: every event in the files, whatever its ordinal, with the columns of `LabelColumns`.
    void defineEvents(String name, List<Path> files);

    /// Defines the view `name` over a converted change file.
    void defineChange(String name, Path file);

    /// Defines the table `name` with one column of texts.
    void defineTexts(String name, String column, Iterator<String> texts);

    /// Writes the events of the view or table `name`, sorted by key, as files of a segment into an empty folder.
    ///
    /// @param order columns that sort them by key
    List<SegmentFile> writeSegment(String name, String order, Path folder);

    /// A file of a segment, with the least and the greatest sample in it.
    record SegmentFile(Path path, String first, String last) {}

    /// Writes the rows of the view or table `name`, as they come, into one Parquet file.
    void export(String name, Path file);

    /// Another connection that sees the same tables and views, for another thread; only of a session that is shared.
    /// It is closed before this one.
    Session beside();

    /// Breaks off the statement that is running, if one is. From any thread.
    void stop();

    @Override
    void close();
}
