package dev.pedigree.gateway;

import dev.pedigree.chassis.host.RunningService;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.host.ServiceProcess;
import dev.pedigree.chassis.metrics.Meters;
import dev.pedigree.chassis.metrics.MetricsServer;
import dev.pedigree.chassis.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;

/// The gateway as a process of its own.
public final class GatewayService {
    private static final String NAME = "gateway";

    private GatewayService() {}

    public static void main(String[] arguments) throws InterruptedException {
        ServiceProcess.run(NAME, GatewayService::start);
    }

    public static RunningService start(Settings environment) {
        GatewaySettings settings = GatewaySettings.read(environment);
        environment.finish();
        PrometheusMeterRegistry meters = Meters.open(NAME);
        Gateway gateway = Gateway.open(settings, meters, Clock.systemUTC());
        ServiceHost host = ServiceHost.start(
                settings.host(),
                gateway.services(),
                gateway.interceptors(settings.host().mostCalls()),
                meters);
        MetricsServer metrics = MetricsServer.start(settings.host().metrics(), meters, host::isServing);
        return new RunningService(host, List.of(metrics, gateway, meters::close));
    }
}
