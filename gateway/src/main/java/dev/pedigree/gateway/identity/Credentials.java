package dev.pedigree.gateway.identity;

import java.util.Optional;

/// Tells whose credential this is. The file of API tokens is the first backend; others go behind the same question.
///
/// It is asked on every call, on threads that must not block.
@FunctionalInterface
public interface Credentials {
    /// The credential that `bearer` proves; empty when it is unknown or expired.
    Optional<Credential> find(String bearer);
}
