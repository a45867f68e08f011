package dev.pedigree.chassis.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pedigree.chassis.fault.Unauthenticated;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// Reads the end user out of a signed identity, if it was signed with our key, for this service, and is still good.
///
/// A token is verified once and remembered until it expires; expiry is checked every time.
public final class IdentityVerifier {
    private static final int MOST_CACHED = 10_000;

    /// How far the clocks of two machines may differ.
    private static final Duration SKEW = Duration.ofSeconds(10);

    private final MACVerifier verifier;
    private final String audience;
    private final Clock clock;
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(MOST_CACHED).build();

    public IdentityVerifier(IdentityKey key, String audience, Clock clock) {
        try {
            this.verifier = new MACVerifier(key.secret());
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException(tooShort);
        }
        this.audience = audience;
        this.clock = clock;
    }

    /// The principal that `token` names.
    public String principal(String token) {
        Verified identity = verified.get(token, this::verify);
        if (!clock.instant().isBefore(identity.expiry().plus(SKEW))) {
            verified.invalidate(token);
            throw refused("has expired");
        }
        return identity.principal();
    }

    private Verified verify(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
                throw refused("is not signed with the key of this mesh");
            }
            return read(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException malformed) {
            throw refused("is malformed").causedBy(malformed);
        }
    }

    private Verified read(JWTClaimsSet claims) {
        Date expiry = claims.getExpirationTime();
        if (expiry == null
                || expiry.toInstant()
                        .isAfter(clock.instant().plus(IdentitySigner.LIFETIME).plus(SKEW))) {
            throw refused("lives longer than an identity may");
        }
        if (!claims.getAudience().contains(audience)) {
            throw refused("was made for another service");
        }
        String principal = claims.getSubject();
        if (principal == null || principal.isEmpty()) {
            throw refused("names nobody");
        }
        return new Verified(principal, expiry.toInstant());
    }

    private static Unauthenticated refused(String why) {
        return new Unauthenticated("the end-user identity " + why);
    }

    private record Verified(String principal, Instant expiry) {}
}
