package dev.pedigree.chassis.metrics;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerStreamTracer;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// gRPC's own server metrics (gRFC A66), under its own names: `grpc.server.call.started`, `.duration`,
/// `.sent_total_compressed_message_size` and `.rcvd_total_compressed_message_size`.
///
/// Method names come from the wire, so that only those this server has become a label; any other is `other`.
public final class ServerCallMetrics extends ServerStreamTracer.Factory {
    private final Map<String, MethodMeters> known;
    private final MethodMeters other;

    public ServerCallMetrics(MeterRegistry meters, Collection<ServerServiceDefinition> services) {
        Stream<ServiceDescriptor> ours = services.stream().map(ServerServiceDefinition::getServiceDescriptor);
        this.known = Stream.concat(ours, Stream.of(HealthGrpc.getServiceDescriptor()))
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getFullMethodName)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), method -> new MethodMeters(meters, method)));
        this.other = new MethodMeters(meters, "other");
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        return new CallTracer(known.getOrDefault(fullMethodName, other));
    }
}
