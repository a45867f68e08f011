package dev.pedigree.chassis.host;

import dev.pedigree.chassis.log.Logs;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.settings.SettingsException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of one service as a process of its own: settings from the environment, start, serve, drain on SIGTERM.
public final class ServiceProcess {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServiceProcess.class);
    private static final int CANNOT_START = 1;

    private ServiceProcess() {}

    /// Returns when the service is down. A service that cannot start says why in one line and exits with status 1.
    public static void run(String name, Function<Settings, RunningService> start) throws InterruptedException {
        Logs.open(name);
        RunningService service = startOrExit(name, start);
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "drain"));
        System.out.println(name + " ready on " + service.endpoint());
        service.host().awaitTermination();
    }

    private static RunningService startOrExit(String name, Function<Settings, RunningService> start) {
        try {
            return start.apply(new Settings(System.getenv()));
        } catch (SettingsException wrong) {
            LOGGER.error("{} does not start: {}", name, wrong.getMessage());
        } catch (RuntimeException failure) {
            LOGGER.error("{} does not start", name, failure);
        }
        System.exit(CANNOT_START);
        throw new IllegalStateException("unreachable");
    }
}
