package dev.pedigree.artifact;

import dev.pedigree.artifact.keep.KeepSettings;
import dev.pedigree.artifact.keep.Keeper;
import dev.pedigree.artifact.keep.Keeping;
import dev.pedigree.artifact.pin.PinFeed;
import dev.pedigree.artifact.pin.Pins;
import dev.pedigree.artifact.scrub.Scrub;
import dev.pedigree.artifact.sweep.Sweep;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.host.RunningService;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.host.ServiceProcess;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.metrics.Meters;
import dev.pedigree.chassis.metrics.MetricsServer;
import dev.pedigree.chassis.settings.DatabaseSettings;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.chassis.settings.MeshSettings;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.S3ObjectStore;
import dev.pedigree.chassis.store.S3Signer;
import dev.pedigree.chassis.upstream.Upstream;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The process: settings, database, object store, parts, host.
public final class ArtifactService {
    private static final String NAME = "artifact";

    private ArtifactService() {}

    public static void main(String[] arguments) throws InterruptedException {
        ServiceProcess.run(NAME, ArtifactService::start);
    }

    public static RunningService start(Settings settings) {
        HostSettings hosting = HostSettings.read(settings, 7420, 7421);
        MeshSettings mesh = MeshSettings.read(settings);
        DatabaseSettings databaseSettings = DatabaseSettings.read(settings);
        S3Settings s3 = S3Settings.read(settings);
        ArtifactSettings artifactSettings = ArtifactSettings.read(settings, s3);
        KeepSettings keepSettings = KeepSettings.read(settings);
        settings.finish();

        Clock clock = Clock.systemUTC();
        PrometheusMeterRegistry meters = Meters.open(NAME);
        Database database = Database.open(databaseSettings, Artifacts.SCHEMA, meters);
        ObjectStore objects = S3ObjectStore.open(s3, meters);
        Optional<S3Signer> signer = S3Signer.open(s3);
        Artifacts artifacts = new Artifacts(artifactSettings, database, objects, signer);
        Interceptors interceptors =
                Interceptors.mesh(hosting.mostCalls(), mesh.admissions(), mesh.verifierFor(NAME, clock));
        Upstream registry =
                Upstream.open("registry", keepSettings.registry(), List.of(mesh.headersFor("registry", clock)), meters);
        PinFeed feed = new PinFeed(registry, new Pins(database), keepSettings.feedSilence());
        Sweep sweep = new Sweep(
                keepSettings.sweep(),
                database,
                objects,
                artifacts.projects(),
                artifacts.manifests(),
                artifacts.quarantine(),
                feed,
                meters);
        artifacts.bindTo(meters);
        Scrub scrub = new Scrub(database, objects, artifacts.quarantine(), keepSettings.scrubRest(), meters);
        Keeper keeper = Keeping.start(keepSettings, database, feed, sweep, scrub);
        ServiceHost host = ServiceHost.start(hosting, artifacts.services(), interceptors, meters);
        MetricsServer metrics = MetricsServer.start(hosting.metrics(), meters, host::isServing);
        List<AutoCloseable> parts = new ArrayList<>(
                List.of(artifacts.reportTo(host::report), artifacts, metrics, keeper, registry, objects, database));
        signer.ifPresent(parts::add);
        return new RunningService(host, parts);
    }
}
