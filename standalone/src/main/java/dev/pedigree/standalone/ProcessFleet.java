package dev.pedigree.standalone;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Each service a process of its own, started by its own `main` with settings from the environment, as Compose does.
final class ProcessFleet implements Fleet {
    private final Path logs;
    private final Map<ServiceKind, ChildProcess> running = new ConcurrentHashMap<>();

    ProcessFleet(Path logs) {
        this.logs = logs;
    }

    @Override
    public void start(ServiceKind service, Map<String, String> settings) {
        running.put(
                service,
                ChildProcess.start(logs, service.id(), service.mainClass(), ChildProcess.SERVICE_HEAP, settings));
    }

    @Override
    public void stop(ServiceKind service) {
        take(service).ifPresent(ChildProcess::stop);
    }

    /// As the kernel would kill it.
    void kill(ServiceKind service) {
        take(service).ifPresent(ChildProcess::kill);
    }

    /// For whoever wants to measure it.
    Optional<Long> pid(ServiceKind service) {
        return Optional.ofNullable(running.get(service)).map(ChildProcess::pid);
    }

    @Override
    public void close() {
        Arrays.stream(ServiceKind.values()).toList().reversed().forEach(this::stop);
    }

    private Optional<ChildProcess> take(ServiceKind service) {
        return Optional.ofNullable(running.remove(service));
    }
}
