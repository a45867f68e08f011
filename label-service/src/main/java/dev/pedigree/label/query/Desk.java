package dev.pedigree.label.query;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.engine.LedgerFiles;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.file.FileCache;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.ledger.Segment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// One question's session, with the files it is about; they stay until it is closed.
public final class Desk implements AutoCloseable {
    private final LedgerStore ledgers;
    private final FileCache.Use use;
    private final Session session;

    private Desk(LedgerStore ledgers, FileCache.Use use, Session session) {
        this.ledgers = ledgers;
        this.use = use;
        this.session = session;
    }

    public static Desk open(Engine engine, LabelFiles files, LedgerStore ledgers) {
        return new Desk(ledgers, files.use(), engine.open());
    }

    public Session session() {
        return session;
    }

    /// Defines the view `name`: the labels of the ledger.
    public void labels(String name, Ledger ledger) {
        session.defineLabels(name, LabelFiles.open(use, ledgers, ledger));
    }

    /// The same, but only of the samples that the view `samples` has.
    void labels(String name, Ledger ledger, String samples) {
        session.defineLabels(name, LabelFiles.open(use, ledgers, ledger), samples);
    }

    /// Defines the view `name`: what these ledgers changed.
    ///
    /// @return whether they changed any label
    boolean changes(String name, Collection<Ledger> changed) {
        if (changed.isEmpty()) {
            return false;
        }
        List<Segment> segments = ledgers.brought(changed);
        return events(
                name, LabelFiles.paths(use, changed.iterator().next().name().project(), segments));
    }

    /// Defines the view `name`: every event of the sample, of whatever ledger its layout holds.
    ///
    /// @return whether there may be any
    boolean events(String name, Ledger ledger, String sample) {
        return events(name, LabelFiles.paths(use, ledger.name().project(), ledgers.layout(ledger), sample));
    }

    private boolean events(String name, List<List<Path>> segments) {
        List<Path> paths = segments.stream().flatMap(List::stream).distinct().toList();
        if (!paths.isEmpty()) {
            session.defineEvents(name, paths);
        }
        return !paths.isEmpty();
    }

    /// Nothing at all, under the name of a view of labels.
    void nothing(String name) {
        session.defineLabels(name, LedgerFiles.none());
    }

    @Override
    public void close() {
        try {
            session.close();
        } finally {
            use.close();
        }
    }
}
