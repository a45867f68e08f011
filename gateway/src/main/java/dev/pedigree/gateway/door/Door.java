package dev.pedigree.gateway.door;

import dev.pedigree.chassis.fault.Unauthenticated;
import dev.pedigree.chassis.fault.Unsupported;
import dev.pedigree.chassis.identity.Caller;
import dev.pedigree.gateway.identity.Credential;
import dev.pedigree.gateway.identity.Credentials;
import dev.pedigree.gateway.limit.CallerLimits;
import dev.pedigree.gateway.limit.CallerLimits.Place;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;
import java.util.Set;

/// Lets calls in: asks for a credential, keeps every caller within limits, and asks for the permission that the method
/// needs as soon as the first message says what it is about.
///
/// What is not in the table of public methods is not let in, whoever may serve it. Health is open to everyone,
/// reflection to everyone with a credential.
public final class Door implements ServerInterceptor {
    private static final String HEALTH = "grpc.health.v1.Health";
    private static final Set<String> REFLECTION =
            Set.of("grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection");
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "bearer ";

    private final PublicApi api = PublicApi.read();
    private final Credentials credentials;
    private final CallerLimits limits;

    public Door(Credentials credentials, CallerLimits limits) {
        this.credentials = credentials;
        this.limits = limits;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String service = call.getMethodDescriptor().getServiceName();
        if (HEALTH.equals(service)) {
            return next.startCall(call, headers);
        }
        Credential credential = credential(headers);
        Optional<PublicMethod> method = api.find(call.getMethodDescriptor().getFullMethodName());
        if (method.isEmpty() && !REFLECTION.contains(service)) {
            throw new Unsupported(call.getMethodDescriptor().getFullMethodName());
        }
        Place place = limits.enter(credential.principal());
        Context context = credential.in(Caller.user(credential.principal()).in(Context.current()));
        try {
            return new Entering<>(Contexts.interceptCall(context, call, headers, next), place, credential, method);
        } catch (RuntimeException refused) {
            place.leave();
            throw refused;
        }
    }

    private Credential credential(Metadata headers) {
        String value = Optional.ofNullable(headers.get(AUTHORIZATION))
                .orElseThrow(() -> new Unauthenticated("send 'authorization: Bearer <token>'"));
        headers.discardAll(AUTHORIZATION);
        if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Unauthenticated("send 'authorization: Bearer <token>'");
        }
        return credentials
                .find(value.substring(BEARER.length()).strip())
                .orElseThrow(() -> new Unauthenticated("the token is unknown or has expired"));
    }
}
