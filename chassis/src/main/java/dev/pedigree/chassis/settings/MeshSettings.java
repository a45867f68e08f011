package dev.pedigree.chassis.settings;

import dev.pedigree.chassis.identity.Admissions;
import dev.pedigree.chassis.identity.IdentityKey;
import dev.pedigree.chassis.identity.IdentitySigner;
import dev.pedigree.chassis.identity.IdentityVerifier;
import dev.pedigree.chassis.identity.MeshHeaders;
import dev.pedigree.chassis.identity.ServiceToken;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who this service is in the mesh, whom it admits, and the key that end-user identities are signed with.
///
/// | setting | |
/// |-|-|
/// | `MESH_TOKEN` | `name:secret`, what this service shows to others |
/// | `MESH_IDENTITY_KEY` | base64 of at least 32 bytes, the same everywhere |
/// | `MESH_CALLERS` | `gateway=<sha-256 of its secret>;lineage=...` |
/// | `MESH_ADMIT` | `pedigree.mesh.v1.RegistryWriter=gateway;pedigree.mesh.v1.RegistryReader=gateway,lineage` |
public record MeshSettings(Optional<ServiceToken> token, Optional<IdentityKey> identityKey, Admissions admissions) {
    public static MeshSettings read(Settings settings) {
        return new MeshSettings(
                settings.optionalSecret("MESH_TOKEN").map(MeshSettings::token),
                settings.optionalSecret("MESH_IDENTITY_KEY").map(MeshSettings::key),
                new Admissions(settings.pairs("MESH_CALLERS"), admit(settings)));
    }

    /// What calls to `audience` carry.
    public MeshHeaders headersFor(String audience, Clock clock) {
        return new MeshHeaders(token, identityKey.map(key -> new IdentitySigner(key, clock)), audience);
    }

    /// What this service, called `audience` by the others, believes of end users.
    public Optional<IdentityVerifier> verifierFor(String audience, Clock clock) {
        return identityKey.map(key -> new IdentityVerifier(key, audience, clock));
    }

    private static ServiceToken token(String text) {
        return ServiceToken.parse(text).orElseThrow(() -> Settings.refuse("MESH_TOKEN", "must be name:secret"));
    }

    private static IdentityKey key(String text) {
        try {
            return IdentityKey.fromBase64(text);
        } catch (IllegalArgumentException _) {
            throw Settings.refuse("MESH_IDENTITY_KEY", "must be base64 of at least 32 bytes");
        }
    }

    private static Map<String, Set<String>> admit(Settings settings) {
        Map<String, Set<String>> admitted = new LinkedHashMap<>();
        settings.pairs("MESH_ADMIT").forEach((service, callers) -> admitted.put(service, names(callers)));
        return admitted;
    }

    private static Set<String> names(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
