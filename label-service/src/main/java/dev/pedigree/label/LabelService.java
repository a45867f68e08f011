package dev.pedigree.label;

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
import dev.pedigree.chassis.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;

/// The process: settings, database, parts, host.
public final class LabelService {
    private static final String NAME = "label";

    private LabelService() {}

    public static void main(String[] arguments) throws InterruptedException {
        ServiceProcess.run(NAME, LabelService::start);
    }

    public static RunningService start(Settings settings) {
        HostSettings hosting = HostSettings.read(settings, 7440, 7441);
        MeshSettings mesh = MeshSettings.read(settings);
        DatabaseSettings databaseSettings = DatabaseSettings.read(settings);
        LabelSettings labelSettings = LabelSettings.read(settings);
        settings.finish();

        Clock clock = Clock.systemUTC();
        PrometheusMeterRegistry meters = Meters.open(NAME);
        Database database = Database.open(databaseSettings, Labels.SCHEMA, meters);
        Labels labels = new Labels(labelSettings, mesh, database, meters, clock);
        Interceptors interceptors =
                Interceptors.mesh(hosting.mostCalls(), mesh.admissions(), mesh.verifierFor(NAME, clock));
        ServiceHost host = ServiceHost.start(hosting, labels.services(), interceptors, meters);
        MetricsServer metrics = MetricsServer.start(hosting.metrics(), meters, host::isServing);
        return new RunningService(host, List.of(metrics, labels, database));
    }
}
