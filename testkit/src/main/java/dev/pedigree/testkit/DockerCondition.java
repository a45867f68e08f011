package dev.pedigree.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Asks the engine that `DOCKER_HOST` names, or the local one, for a sign of life.
final class DockerCondition implements ExecutionCondition {
    private static final boolean ANSWERS =
            answers(address(Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock")));

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (ANSWERS) {
            return ConditionEvaluationResult.enabled("a Docker engine answers");
        }
        String line = context.getDisplayName() + " skipped: no Docker engine answers";
        System.out.println(line);
        return ConditionEvaluationResult.disabled(line);
    }

    static SocketAddress address(String host) {
        URI uri = URI.create(host);
        return "unix".equals(uri.getScheme())
                ? UnixDomainSocketAddress.of(uri.getPath())
                : new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    static boolean answers(SocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(ByteBuffer.wrap("GET /_ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer reply = ByteBuffer.allocate(64);
            channel.read(reply);
            return new String(reply.array(), 0, reply.position(), StandardCharsets.US_ASCII).contains(" 200 ");
        } catch (IOException _) {
            return false;
        }
    }
}
