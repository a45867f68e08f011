package dev.pedigree.gateway;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.chassis.settings.MeshSettings;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.settings.UpstreamSettings;
import dev.pedigree.gateway.limit.LimitSettings;
import java.nio.file.Path;
import java.time.Duration;

/// Where the gateway listens, who it is in the mesh, what lies behind it, and whom it lets in.
///
/// @param transferTimeout how long a call that carries content may take, unless it is a stream
public record GatewaySettings(
        HostSettings host,
        MeshSettings mesh,
        UpstreamSettings registry,
        UpstreamSettings artifact,
        UpstreamSettings lineage,
        UpstreamSettings label,
        Duration transferTimeout,
        Path tokens,
        LimitSettings limits) {
    private static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(2);
    private static final int PORT = 7400;
    private static final int METRICS_PORT = 7401;

    public static GatewaySettings read(Settings settings) {
        return new GatewaySettings(
                HostSettings.read(settings, PORT, METRICS_PORT),
                MeshSettings.read(settings),
                UpstreamSettings.read(settings, "REGISTRY", new Endpoint.Tcp("localhost", 7410)),
                UpstreamSettings.read(settings, "ARTIFACT", new Endpoint.Tcp("localhost", 7420)),
                UpstreamSettings.read(settings, "LINEAGE", new Endpoint.Tcp("localhost", 7430)),
                UpstreamSettings.read(settings, "LABEL", new Endpoint.Tcp("localhost", 7440)),
                settings.duration("TRANSFER_TIMEOUT", TRANSFER_TIMEOUT, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                Path.of(settings.text("TOKENS_FILE")),
                LimitSettings.read(settings));
    }
}
