package dev.pedigree.chassis.identity;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which services of the mesh are known here (by the fingerprint of their secret), and which gRPC service admits whom.
public record Admissions(Map<String, String> fingerprints, Map<String, Set<String>> admitted) {
    public Admissions {
        fingerprints = Map.copyOf(fingerprints);
        admitted = admitted.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    }

    /// Nobody is known, nobody is admitted.
    public static Admissions none() {
        return new Admissions(Map.of(), Map.of());
    }

    public boolean knows(ServiceToken token) {
        String fingerprint = fingerprints.get(token.service());
        return fingerprint != null && token.matches(fingerprint);
    }

    /// No list, nobody.
    public boolean admits(String caller, String service) {
        return admitted.getOrDefault(service, Set.of()).contains(caller);
    }
}
