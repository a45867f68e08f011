package dev.pedigree.chassis.host;

import dev.pedigree.chassis.Endpoint;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service that runs: its server and the parts behind it.
///
/// Every service has `static RunningService start(Settings settings)`. Its `main` starts one; standalone starts all of
/// them in one process, from the same settings. Closing drains the server first and then closes the parts in order.
public record RunningService(ServiceHost host, List<AutoCloseable> parts) implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunningService.class);

    public RunningService {
        parts = List.copyOf(parts);
    }

    public Endpoint endpoint() {
        return host.endpoint();
    }

    @Override
    public void close() {
        host.close();
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failure) {
                LOGGER.warn("{} did not close cleanly", part.getClass().getSimpleName(), failure);
            }
        }
    }
}
