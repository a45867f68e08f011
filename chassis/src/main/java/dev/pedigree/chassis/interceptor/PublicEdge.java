package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.identity.ReservedKeys;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;

/// Strips what only the mesh may say from calls that come from outside it.
final class PublicEdge implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        for (String name : List.copyOf(headers.keys())) {
            if (ReservedKeys.isReserved(name)) {
                strip(headers, name);
            }
        }
        return next.startCall(call, headers);
    }

    private static void strip(Metadata headers, String name) {
        if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            headers.discardAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
        } else {
            headers.discardAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        }
    }
}
