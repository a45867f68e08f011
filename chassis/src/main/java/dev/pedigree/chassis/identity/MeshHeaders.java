package dev.pedigree.chassis.identity;

import dev.pedigree.chassis.call.MetadataLimit;
import dev.pedigree.chassis.call.RequestId;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Optional;

/// What every call to another service of the mesh carries: who calls, on whose behalf, and the name of the request.
///
/// All three come from the `io.grpc.Context` of the call that is being served.
public final class MeshHeaders implements ClientInterceptor {
    /// Named after the request, not reserved: clients may send their own.
    public static final Metadata.Key<String> REQUEST_ID =
            Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    private final Optional<ServiceToken> token;
    private final Optional<IdentitySigner> signer;
    private final String audience;

    public MeshHeaders(Optional<ServiceToken> token, Optional<IdentitySigner> signer, String audience) {
        this.token = token;
        this.signer = signer;
        this.audience = audience;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                fill(headers);
                super.start(listener, headers);
            }
        };
    }

    private void fill(Metadata headers) {
        token.ifPresent(present -> headers.put(ReservedKeys.SERVICE_TOKEN, present.headerValue()));
        Caller.find()
                .flatMap(Caller::principal)
                .ifPresent(principal -> signer.ifPresent(
                        present -> headers.put(ReservedKeys.IDENTITY, present.sign(principal, audience))));
        headers.put(MetadataLimit.HEADER, Integer.toString(MetadataLimit.LARGEST));
        RequestId.current().ifPresent(id -> headers.put(REQUEST_ID, id.value()));
    }
}
