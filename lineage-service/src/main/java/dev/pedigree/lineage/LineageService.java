package dev.pedigree.lineage;

import dev.pedigree.chassis.host.RunningService;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.host.ServiceProcess;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.metrics.Meters;
import dev.pedigree.chassis.metrics.MetricsServer;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.chassis.settings.MeshSettings;
import dev.pedigree.chassis.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;

/// The process: settings, parts, host.
public final class LineageService {
    private static final String NAME = "lineage";

    private LineageService() {}

    public static void main(String[] arguments) throws InterruptedException {
        ServiceProcess.run(NAME, LineageService::start);
    }

    public static RunningService start(Settings settings) {
        HostSettings hosting = HostSettings.read(settings, 7430, 7431);
        MeshSettings mesh = MeshSettings.read(settings);
        LineageSettings lineageSettings = LineageSettings.read(settings);
        settings.finish();

        Clock clock = Clock.systemUTC();
        PrometheusMeterRegistry meters = Meters.open(NAME);
        Lineage lineage = Lineage.open(lineageSettings, mesh, meters, clock);
        Interceptors interceptors =
                Interceptors.mesh(hosting.mostCalls(), mesh.admissions(), mesh.verifierFor(NAME, clock));
        ServiceHost host = ServiceHost.start(hosting, lineage.services(), interceptors, meters);
        MetricsServer metrics = MetricsServer.start(hosting.metrics(), meters, host::isServing);
        return new RunningService(host, List.of(lineage.reportTo(host::report), metrics, lineage));
    }
}
