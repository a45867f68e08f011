package dev.pedigree.chassis.metrics;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// gRPC's own server metrics (gRFC A66), under its own names: `grpc.server.call.started`, `.duration`,
/// `.sent_total_compressed_message_size` and `.rcvd_total_compressed_message_size`.
///
/// Method names come from the wire, so that only those this server has become a label; any other is `other`.
public final class ServerCallMetrics extends ServerStreamTracer.Factory {
    private static final String OTHER = "other";

    private final MeterRegistry meters;
    private final Set<String> methods;

    public ServerCallMetrics(MeterRegistry meters, Collection<ServerServiceDefinition> services) {
        this.meters = meters;
        this.methods = services.stream()
                .flatMap(service -> service.getServiceDescriptor().getMethods().stream())
                .map(MethodDescriptor::getFullMethodName)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        String method = methods.contains(fullMethodName) ? fullMethodName : OTHER;
        meters.counter("grpc.server.call.started", "grpc.method", method).increment();
        return new CallTracer(meters, method);
    }
}
