package dev.pedigree.examples;

import dev.pedigree.v1.ArtifactServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc;
import io.grpc.CallCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/// A channel to the gateway with a token on every call, a deadline on every call, and retries of what is safe to retry.
///
/// The client is the one layer that retries, and only UNAVAILABLE; a mutation carries its `request_id`, so a
/// retry of one that did take effect gets the first reply.
final class Connection implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Map<String, ?> RETRY_WHAT_IS_UNAVAILABLE = Map.of(
            "methodConfig",
            List.of(Map.of(
                    "name", List.of(Map.of()),
                    "retryPolicy",
                            Map.of(
                                    "maxAttempts",
                                    4.0,
                                    "initialBackoff",
                                    "0.1s",
                                    "maxBackoff",
                                    "2s",
                                    "backoffMultiplier",
                                    2.0,
                                    "retryableStatusCodes",
                                    List.of("UNAVAILABLE")))));

    private final ManagedChannel channel;
    private final CallCredentials token;

    /// @param address `host:port` on a network you trust; elsewhere use TLS channel credentials
    Connection(String address, String token) {
        this.channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
                .defaultServiceConfig(RETRY_WHAT_IS_UNAVAILABLE)
                .enableRetry()
                .build();
        this.token = new Bearer(token);
    }

    AssetServiceGrpc.AssetServiceBlockingStub assets() {
        return AssetServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(token)
                .withDeadlineAfter(DEADLINE);
    }

    ArtifactServiceGrpc.ArtifactServiceBlockingStub artifacts() {
        return ArtifactServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(token)
                .withDeadlineAfter(DEADLINE);
    }

    /// For client streams.
    ArtifactServiceGrpc.ArtifactServiceStub artifactStreams() {
        return ArtifactServiceGrpc.newStub(channel).withCallCredentials(token).withDeadlineAfter(DEADLINE);
    }

    @Override
    public void close() {
        channel.shutdown();
    }

    private static final class Bearer extends CallCredentials {
        private static final Metadata.Key<String> AUTHORIZATION =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

        private final String token;

        private Bearer(String token) {
            this.token = token;
        }

        @Override
        public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier applier) {
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, "Bearer " + token);
            applier.apply(headers);
        }
    }
}
