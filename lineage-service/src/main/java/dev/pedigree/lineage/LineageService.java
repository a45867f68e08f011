package dev.pedigree.lineage;

import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.metrics.Meters;
import dev.pedigree.chassis.metrics.MetricsServer;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.chassis.settings.MeshSettings;
import dev.pedigree.chassis.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process: settings, parts, host; then it waits to be told to end.
public final class LineageService {
    private static final Logger LOGGER = LoggerFactory.getLogger(LineageService.class);
    private static final String NAME = "lineage";

    private LineageService() {}

    public static void main(String[] arguments) throws InterruptedException {
        Settings settings = new Settings(System.getenv());
        HostSettings hosting = HostSettings.read(settings, 7430, 7431);
        MeshSettings mesh = MeshSettings.read(settings);
        LineageSettings lineageSettings = LineageSettings.read(settings);
        settings.finish();

        Clock clock = Clock.systemUTC();
        PrometheusMeterRegistry meters = Meters.open(NAME);
        Interceptors interceptors =
                Interceptors.mesh(hosting.mostCalls(), mesh.admissions(), mesh.verifierFor(NAME, clock));
        try (Lineage lineage = Lineage.open(lineageSettings, mesh, meters, clock);
                ServiceHost host = ServiceHost.start(hosting, lineage.services(), interceptors, meters);
                var _ = MetricsServer.start(hosting.metrics(), meters, host::isServing);
                var _ = lineage.reportTo(host::report)) {
            Runtime.getRuntime().addShutdownHook(new Thread(host::close, "drain"));
            LOGGER.info("lineage listens on {}", host.endpoint());
            host.awaitTermination();
        }
    }
}
