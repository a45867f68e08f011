package dev.pedigree.bench;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A few TCP connections to one server, shared by all clients in turn; the same for ours and for the floor.
public record Connections(List<ManagedChannel> channels) implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    public static Connections to(String address) {
        return new Connections(
                Stream.generate(() -> Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
                                .disableRetry()
                                .build())
                        .limit(CONNECTIONS)
                        .toList());
    }

    public ManagedChannel of(int client) {
        return channels.get(client % channels.size());
    }

    /// For one call that begins now.
    public static <S extends AbstractStub<S>> S inTime(S stub) {
        return stub.withDeadlineAfter(DEADLINE);
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
