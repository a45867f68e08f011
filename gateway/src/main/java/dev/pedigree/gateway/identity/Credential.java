package dev.pedigree.gateway.identity;

import dev.pedigree.chassis.fault.Unauthenticated;
import dev.pedigree.lifecycle.access.Grant;
import dev.pedigree.lifecycle.access.Permission;
import dev.pedigree.lifecycle.access.Scope;
import io.grpc.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who a caller has proved to be, and what that person, workload or token may do.
///
/// It lives in the `io.grpc.Context` of the call, never on a thread.
///
/// @param id names the credential in logs; several may stand for one principal
/// @param expiry empty: it does not expire
public record Credential(String id, String principal, List<Grant> grants, Optional<Instant> expiry) {
    private static final Context.Key<Credential> KEY = Context.key("pedigree-credential");

    public Credential {
        grants = List.copyOf(grants);
    }

    /// The credential of the present call.
    public static Credential current() {
        return Optional.ofNullable(KEY.get()).orElseThrow(() -> new Unauthenticated("the call carries no credential"));
    }

    public Context in(Context context) {
        return context.withValue(KEY, this);
    }

    public boolean isValid(Instant now) {
        return expiry.isEmpty() || now.isBefore(expiry.get());
    }

    public boolean allows(Permission permission, Scope scope) {
        return Grant.allow(grants, permission, scope);
    }

    /// Whether there is any project, and any environment, where the caller holds the permission.
    public boolean allowsSomewhere(Permission permission) {
        return grants.stream().anyMatch(grant -> grant.role().holds(permission));
    }
}
