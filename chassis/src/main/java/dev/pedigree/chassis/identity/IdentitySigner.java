package dev.pedigree.chassis.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// Vouches for an end user towards one service: a JWT that is good for two minutes and for that service only.
///
/// One signature serves all calls for the same user and service until half of its life is over.
public final class IdentitySigner {
    static final Duration LIFETIME = Duration.ofMinutes(2);

    private static final int MOST_CACHED = 10_000;

    private final MACSigner signer;
    private final Clock clock;
    private final Cache<Bearer, Signed> signed =
            Caffeine.newBuilder().maximumSize(MOST_CACHED).build();

    public IdentitySigner(IdentityKey key, Clock clock) {
        try {
            this.signer = new MACSigner(key.secret());
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException(tooShort);
        }
        this.clock = clock;
    }

    public String sign(String principal, String audience) {
        Instant now = clock.instant();
        Bearer bearer = new Bearer(principal, audience);
        Signed usual = signed.getIfPresent(bearer);
        if (usual != null && usual.isFresh(now)) {
            return usual.token();
        }
        return signed.asMap()
                .compute(bearer, (_, present) -> present != null && present.isFresh(now) ? present : sign(bearer, now))
                .token();
    }

    private Signed sign(Bearer bearer, Instant now) {
        Instant expiry = now.plus(LIFETIME);
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject(bearer.principal())
                        .audience(bearer.audience())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(expiry))
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException failure) {
            throw new IllegalStateException("the identity could not be signed", failure);
        }
        return new Signed(token.serialize(), expiry);
    }

    private record Bearer(String principal, String audience) {}

    private record Signed(String token, Instant expiry) {
        boolean isFresh(Instant now) {
            return now.isBefore(expiry.minus(LIFETIME.dividedBy(2)));
        }
    }
}
