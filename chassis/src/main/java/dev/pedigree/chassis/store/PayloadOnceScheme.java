package dev.pedigree.chassis.store;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/// Signature version 4, without hashing a body whose digest is among the headers that are signed: the signature binds
/// those bytes already, and the store checks them once instead of twice.
///
/// Over https that is what the SDK does anyway; over http it would read every body one more time.
final class PayloadOnceScheme implements AwsV4AuthScheme {
    private static final String DIGEST = "x-amz-checksum-sha256";

    private final AwsV4AuthScheme usual = AwsV4AuthScheme.create();

    @Override
    public String schemeId() {
        return usual.schemeId();
    }

    @Override
    public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
        return usual.identityProvider(providers);
    }

    @Override
    public AwsV4HttpSigner signer() {
        return new Signer(usual.signer());
    }

    private record Signer(AwsV4HttpSigner usual) implements AwsV4HttpSigner {
        @Override
        public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
            if (request.request().firstMatchingHeader(DIGEST).isEmpty()) {
                return usual.sign(request);
            }
            SignedRequest signed = usual.sign(request.copy(without -> without.payload(null)));
            return SignedRequest.builder()
                    .request(signed.request())
                    .payload(request.payload().orElse(null))
                    .build();
        }

        @Override
        public CompletableFuture<AsyncSignedRequest> signAsync(
                AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
            return usual.signAsync(request);
        }
    }
}
