package dev.pedigree.chassis.upstream;

import dev.pedigree.chassis.call.MetadataLimit;
import dev.pedigree.chassis.settings.UpstreamSettings;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// One service behind this one, and the care with which it is called: always with a deadline, never more calls at once
/// than agreed, and not at all for a while after it failed too often.
///
/// It never retries: only the outermost client does. What comes out is the reply or a `Fault`.
public final class Upstream implements AutoCloseable {
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final UpstreamSettings settings;
    private final ManagedChannel transport;
    private final Channel channel;
    private final Guard guard;

    private Upstream(UpstreamSettings settings, ManagedChannel transport, Channel channel, Guard guard) {
        this.settings = settings;
        this.transport = transport;
        this.channel = channel;
        this.guard = guard;
    }

    /// Opens the channel to the service `name`, which its metrics and refusals will call it by. The first interceptor
    /// is the outermost; `MeshSettings.headersFor` gives the one that every mesh call needs.
    public static Upstream open(
            String name, UpstreamSettings settings, List<ClientInterceptor> interceptors, MeterRegistry meters) {
        ManagedChannel transport = settings.endpoint()
                .channel()
                .disableRetry() // exactly one layer retries, and it is not this one
                .maxInboundMessageSize(MOST_BYTES)
                .maxInboundMetadataSize(MetadataLimit.LARGEST)
                .build();
        Channel channel = ClientInterceptors.interceptForward(transport, interceptors);
        return new Upstream(settings, transport, channel, Guard.of(name, settings, meters));
    }

    /// For building stubs. Calls on them go through `call`, streams through `enter`.
    public Channel channel() {
        return channel;
    }

    /// Calls `method` on `stub` within the time that is left, and answers or throws a `Fault`.
    public <S extends AbstractStub<S>, R> R call(S stub, Function<S, R> method) {
        Deadline deadline = deadline();
        try (Passage passage = guard.call(timeout())) {
            try {
                R reply = method.apply(stub.withDeadline(deadline));
                passage.succeeded();
                return reply;
            } catch (StatusRuntimeException failure) {
                throw passage.failed(failure);
            }
        }
    }

    /// The deadline of a call made now: what is left of the call being served less a little to answer in, and never
    /// more than this upstream is given. Refuses when nothing is left.
    public Deadline deadline() {
        return deadline(timeout());
    }

    /// The same for a call that is given `limit`.
    public Deadline deadline(Duration limit) {
        return TimeLeft.within(limit);
    }

    /// How long a call may take that nobody has given another limit.
    public Duration timeout() {
        return settings.timeout();
    }

    /// Accounts for one stream, until the passage is closed. Refuses while the breaker is open or the streams are many.
    public Passage enter() {
        return guard.stream();
    }

    /// The same for a call of any type, which whoever enters makes by himself. It never blocks.
    ///
    /// @param limit of a unary call
    public Passage enter(MethodType type, Duration limit) {
        return type == MethodType.UNARY ? guard.call(limit) : guard.stream();
    }

    @Override
    public void close() {
        transport.shutdown();
        try {
            if (!transport.awaitTermination(1, TimeUnit.SECONDS)) {
                transport.shutdownNow();
            }
        } catch (InterruptedException _) {
            transport.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
