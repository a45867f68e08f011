package dev.pedigree.label.engine;

/// Answers SQL over label files.
///
/// Queries see named views only, never files, so that the same ones can run wherever views with these columns can be
/// defined. A new engine has to pass `EngineContract`.
public interface Engine extends AutoCloseable {
    /// A place to define views and query them, for one request. Refuses with OVERLOADED when too many are open.
    Session open();

    /// The same, for work that goes on in two places at once: see `Session.beside`.
    Session openShared();

    /// How many are open.
    int sessions();

    @Override
    void close();
}
