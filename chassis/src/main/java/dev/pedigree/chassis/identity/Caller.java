package dev.pedigree.chassis.identity;

import dev.pedigree.chassis.fault.Unauthenticated;
import io.grpc.Context;
import java.util.Optional;

/// Who makes this call: the service that knocked, and the end user on whose behalf, if there is one.
///
/// It lives in the `io.grpc.Context` of the call, never on a thread. On the public edge `service` is `PUBLIC` and the
/// principal comes from the credential; inside the mesh the service token names the service and the signed identity
/// the principal.
public record Caller(String service, Optional<String> principal) {
    public static final String PUBLIC = "public";

    private static final Context.Key<Caller> KEY = Context.key("pedigree-caller");

    /// An end user at the public edge.
    public static Caller user(String principal) {
        return new Caller(PUBLIC, Optional.of(principal));
    }

    /// A mesh service that acts on its own account.
    public static Caller service(String name) {
        return new Caller(name, Optional.empty());
    }

    public static Optional<Caller> find() {
        return Optional.ofNullable(KEY.get());
    }

    /// The caller of the present call; refused where no interceptor has established one.
    public static Caller current() {
        return find().orElseThrow(() -> new Unauthenticated("the call carries no credential"));
    }

    /// The end user; refused where the call has none.
    public String requirePrincipal() {
        return principal.orElseThrow(() -> new Unauthenticated("the call carries no end-user identity"));
    }

    /// Whom it is put down to: the end user, or the service that calls on its own account.
    public String account() {
        return principal.orElse(service);
    }

    public Caller onBehalfOf(String user) {
        return new Caller(service, Optional.of(user));
    }

    public Context in(Context context) {
        return context.withValue(KEY, this);
    }
}
