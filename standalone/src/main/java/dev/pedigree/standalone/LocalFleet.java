package dev.pedigree.standalone;

import dev.pedigree.chassis.host.RunningService;
import dev.pedigree.chassis.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All services in this process.
final class LocalFleet implements Fleet {
    private final Map<ServiceKind, RunningService> running = new ConcurrentHashMap<>();

    /// jOOQ's table of data types can be read half filled when two services make it at once, so it is made first.
    LocalFleet() {
        try {
            Class.forName("org.jooq.impl.SQLDataType");
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void start(ServiceKind service, Map<String, String> settings) {
        running.put(service, service.start(new Settings(settings)));
    }

    @Override
    public void stop(ServiceKind service) {
        Optional.ofNullable(running.remove(service)).ifPresent(RunningService::close);
    }

    /// The door first, so that nothing new comes in.
    @Override
    public void close() {
        for (ServiceKind service : List.of(ServiceKind.values()).reversed()) {
            stop(service);
        }
    }
}
