package dev.pedigree.registry;

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
public final class RegistryService {
    private static final String NAME = "registry";

    private RegistryService() {}

    public static void main(String[] arguments) throws InterruptedException {
        ServiceProcess.run(NAME, RegistryService::start);
    }

    public static RunningService start(Settings settings) {
        HostSettings hosting = HostSettings.read(settings, 7410, 7411);
        MeshSettings mesh = MeshSettings.read(settings);
        DatabaseSettings databaseSettings = DatabaseSettings.read(settings);
        RegistrySettings registrySettings = RegistrySettings.read(settings);
        settings.finish();

        PrometheusMeterRegistry meters = Meters.open(NAME);
        Database database = Database.open(databaseSettings, Registry.SCHEMA, meters);
        Registry registry = new Registry(registrySettings, database, meters);
        Interceptors interceptors =
                Interceptors.mesh(hosting.mostCalls(), mesh.admissions(), mesh.verifierFor(NAME, Clock.systemUTC()));
        ServiceHost host = ServiceHost.start(hosting, registry.services(), interceptors, meters);
        MetricsServer metrics = MetricsServer.start(hosting.metrics(), meters, host::isServing);
        return new RunningService(host, List.of(registry, metrics, database));
    }
}
