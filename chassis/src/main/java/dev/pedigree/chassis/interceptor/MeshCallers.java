package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.fault.Denied;
import dev.pedigree.chassis.fault.Unauthenticated;
import dev.pedigree.chassis.identity.Admissions;
import dev.pedigree.chassis.identity.Caller;
import dev.pedigree.chassis.identity.IdentityVerifier;
import dev.pedigree.chassis.identity.ReservedKeys;
import dev.pedigree.chassis.identity.ServiceToken;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Map;
import java.util.Optional;

/// Admits a mesh service by its token to the gRPC services that list it, and establishes the `Caller`.
///
/// A gRPC service without a list admits nobody. The end user is taken from the signed identity alone; a call without
/// one is the service's own.
final class MeshCallers implements ServerInterceptor {
    private static final String HEALTH = "grpc.health.v1.Health";

    private final Admissions admissions;
    private final Optional<IdentityVerifier> verifier;

    MeshCallers(Admissions admissions, Optional<IdentityVerifier> verifier) {
        this.admissions = admissions;
        this.verifier = verifier;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String service = call.getMethodDescriptor().getServiceName();
        if (HEALTH.equals(service)) {
            return next.startCall(call, headers); // probes have no credential, and learn nothing else
        }
        Caller caller = caller(headers);
        if (!admissions.admits(caller.service(), service)) {
            throw new Denied(
                    ErrorReason.ERROR_REASON_CALLER_NOT_ADMITTED,
                    caller.service() + " is not admitted to " + service,
                    Map.of("caller", caller.service(), "service", service));
        }
        return Contexts.interceptCall(withUser(caller, headers).in(Context.current()), call, headers, next);
    }

    private Caller caller(Metadata headers) {
        return Optional.ofNullable(headers.get(ReservedKeys.SERVICE_TOKEN))
                .flatMap(ServiceToken::parse)
                .filter(admissions::knows)
                .map(token -> Caller.service(token.service()))
                .orElseThrow(() -> new Unauthenticated("the call carries no known service token"));
    }

    private Caller withUser(Caller caller, Metadata headers) {
        return Optional.ofNullable(headers.get(ReservedKeys.IDENTITY))
                .map(identity -> verifier.orElseThrow(() -> new Unauthenticated("this service knows no end users"))
                        .principal(identity))
                .map(caller::onBehalfOf)
                .orElse(caller);
    }
}
