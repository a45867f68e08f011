package dev.pedigree.chassis.host;

import dev.pedigree.chassis.settings.HostSettings;
import io.grpc.ServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.util.concurrent.TimeUnit;

/// What one client may do to a server. gRPC's own defaults are open: unlimited streams and resets, connections of
/// infinite age, two minutes to shake hands.
///
/// Inside the mesh one connection carries the calls, and the cancellations, of every user of the gateway: limits per
/// connection would punish them for each other, so they hold at the edge only.
final class Limits {
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int MOST_METADATA_BYTES = 8 * 1024;

    /// An upload that is answered before its end costs an honest client one reset; attacks make thousands a second.
    private static final int MOST_RESETS = 1_000;

    private static final int RESET_WINDOW_SECONDS = 30;

    private Limits() {}

    static ServerBuilder<?> apply(HostSettings settings, boolean edge, ServerBuilder<?> builder) {
        builder.maxInboundMessageSize(MOST_BYTES).maxInboundMetadataSize(MOST_METADATA_BYTES);
        if (builder instanceof NettyServerBuilder netty) {
            always(netty);
            if (edge) {
                netty.maxConcurrentCallsPerConnection(settings.mostCallsPerConnection())
                        .maxRstFramesPerWindow(MOST_RESETS, RESET_WINDOW_SECONDS);
            } else {
                netty.maxConcurrentCallsPerConnection(settings.mostCalls());
            }
        }
        return builder;
    }

    private static void always(NettyServerBuilder netty) {
        netty.handshakeTimeout(10, TimeUnit.SECONDS)
                .maxConnectionIdle(5, TimeUnit.MINUTES)
                .maxConnectionAge(30, TimeUnit.MINUTES) // gRPC spreads it by ten percent either way
                .maxConnectionAgeGrace(2, TimeUnit.MINUTES)
                .keepAliveTime(60, TimeUnit.SECONDS)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .permitKeepAliveTime(20, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true);
    }
}
