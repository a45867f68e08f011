package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.call.WhenOver;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.rpc.Endless;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Knows the open streams that have no end of their own, and ends them when the server goes down. Their readers come
/// back to another server; all other calls are given time.
public final class Draining implements ServerInterceptor {
    private static final Duration COME_BACK = Duration.ofMillis(100);

    private final Set<String> endless;
    private final Set<ServerCall<?, ?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    private Draining(Set<String> endless) {
        this.endless = endless;
    }

    public static Draining of(Collection<ServerServiceDefinition> services) {
        Stream<String> ours = services.stream()
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> method.getServerCallHandler() instanceof Endless<?, ?>)
                .map(Draining::name);
        Stream<String> health = Stream.of(HealthGrpc.getWatchMethod().getFullMethodName());
        return new Draining(Stream.concat(ours, health).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (!endless.contains(call.getMethodDescriptor().getFullMethodName())) {
            return next.startCall(call, headers);
        }
        open.add(call);
        if (begun) {
            end(call);
        }
        return new WhenOver<>(next.startCall(call, headers), () -> open.remove(call));
    }

    /// Ends the endless, those open and those to come.
    public void begin() {
        begun = true;
        open.forEach(Draining::end);
    }

    private static void end(ServerCall<?, ?> call) {
        Unavailable goodbye = new Unavailable(
                ErrorReason.ERROR_REASON_SHUTTING_DOWN, "the server is shutting down", COME_BACK, Map.of());
        call.close(Status.UNAVAILABLE.withCause(goodbye), new Metadata());
    }

    private static String name(ServerMethodDefinition<?, ?> method) {
        return method.getMethodDescriptor().getFullMethodName();
    }
}
