package dev.pedigree.label;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.host.Rounds;
import dev.pedigree.chassis.settings.MeshSettings;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.label.compact.Compaction;
import dev.pedigree.label.engine.DuckEngine;
import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.export.ExportLabels;
import dev.pedigree.label.file.FileCache;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.file.Losses;
import dev.pedigree.label.intake.Folders;
import dev.pedigree.label.intake.Workers;
import dev.pedigree.label.keep.Aside;
import dev.pedigree.label.keep.Naming;
import dev.pedigree.label.keep.Renewal;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.prepare.Conversion;
import dev.pedigree.label.prepare.PrepareLabels;
import dev.pedigree.label.prepare.Remake;
import dev.pedigree.label.query.DiffLabels;
import dev.pedigree.label.query.FindLabels;
import dev.pedigree.label.query.GetLabelHistory;
import dev.pedigree.label.query.WhoLearned;
import dev.pedigree.label.rpc.LabelEndpoint;
import dev.pedigree.label.rpc.Ledgers;
import dev.pedigree.label.rpc.LedgersEndpoint;
import dev.pedigree.label.rpc.QueryMethods;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.label.upstream.RegistryClient;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// The parts of label-service, put together: used by its `main` and by standalone.
public final class Labels implements AutoCloseable {
    /// The schema of `Database.open`.
    public static final String SCHEMA = "label";

    private final Upstream registry;
    private final Upstream artifact;
    private final Engine engine;
    private final Workers workers;
    private final Compaction compaction;
    private final Aside remaking;
    private final Rounds naming;
    private final Rounds renewal;
    private final List<ServerServiceDefinition> services;

    /// The database stays the caller's to close.
    public Labels(LabelSettings settings, MeshSettings mesh, Database database, MeterRegistry meters, Clock clock) {
        Path folder = Folders.ensure(settings.folder());
        Path scratch = cleared(folder.resolve("scratch"));
        Path spill = cleared(folder.resolve("spill"));
        Path cached = folder.resolve("cache");
        registry = Upstream.open("registry", settings.registry(), List.of(mesh.headersFor("registry", clock)), meters);
        artifact = Upstream.open("artifact", settings.artifact(), List.of(mesh.headersFor("artifact", clock)), meters);
        RegistryClient versions = new RegistryClient(registry);
        ArtifactClient artifacts = new ArtifactClient(artifact);
        workers = Workers.start(settings.intake(), folder.resolve("readers"));
        engine = DuckEngine.open(settings.engine(), spill, List.of(scratch, cached, spill));
        Losses losses = new Losses();
        FileCache cache = new FileCache(artifacts, losses, cached, settings.cacheBytes());
        LabelMeters counted = new LabelMeters(meters, engine, cache);
        LabelFiles files = new LabelFiles(artifacts, cache);
        LedgerStore ledgers = new LedgerStore(database, clock, settings.lease());
        compaction = new Compaction(engine, files, ledgers, scratch);
        Conversion conversion =
                new Conversion(artifacts, workers, settings.intake().mostBytes());
        remaking = new Aside("remake");
        Remake remake = new Remake(artifacts, conversion, engine, files, ledgers, scratch, remaking);
        losses.hear(remake::later);
        naming = Naming.start(ledgers, versions, clock, settings.renewal());
        renewal = Renewal.start(ledgers, artifacts, losses, settings.renewal());
        PrepareLabels prepareLabels =
                new PrepareLabels(versions, artifacts, conversion, engine, files, ledgers, remake, compaction, scratch);
        Ledgers names = new Ledgers(ledgers, versions);
        GetLabelHistory history = new GetLabelHistory(engine, files, ledgers);
        QueryMethods queries = new QueryMethods(
                ledgers,
                names,
                new DiffLabels(engine, files, ledgers),
                history,
                new FindLabels(engine, files, ledgers),
                new WhoLearned(engine, files, ledgers, history, versions),
                new ExportLabels(engine, files, ledgers, versions, artifacts, scratch));
        services = List.of(
                new LabelEndpoint(ledgers, names, prepareLabels, queries, counted::ended).service(),
                new LedgersEndpoint(ledgers, artifacts).service());
    }

    private static Path cleared(Path folder) {
        Folders.delete(folder);
        return Folders.ensure(folder);
    }

    public List<ServerServiceDefinition> services() {
        return services;
    }

    @Override
    public void close() {
        naming.close();
        renewal.close();
        remaking.close();
        compaction.close();
        workers.close();
        engine.close();
        artifact.close();
        registry.close();
    }
}
