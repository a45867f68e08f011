package dev.pedigree.chassis;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// Where a server listens and a channel leads: a socket, or a name inside this process. It opens both alike.
public sealed interface Endpoint {
    /// A socket. Port 0 lets the system choose one.
    record Tcp(String host, int port) implements Endpoint {
        @Override
        public ServerBuilder<?> server() {
            return NettyServerBuilder.forAddress(new InetSocketAddress(host, port));
        }

        /// Balances over every address that the host name has.
        @Override
        public ManagedChannelBuilder<?> channel() {
            return Grpc.newChannelBuilder("dns:///" + this, InsecureChannelCredentials.create())
                    .defaultLoadBalancingPolicy("round_robin")
                    .keepAliveTime(60, TimeUnit.SECONDS)
                    .keepAliveTimeout(20, TimeUnit.SECONDS);
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /// A name inside this process: standalone and tests.
    record InProcess(String name) implements Endpoint {
        @Override
        public ServerBuilder<?> server() {
            return InProcessServerBuilder.forName(name);
        }

        @Override
        public ManagedChannelBuilder<?> channel() {
            return InProcessChannelBuilder.forName(name);
        }

        @Override
        public String toString() {
            return IN_PROCESS + name;
        }
    }

    String IN_PROCESS = "in-process:";

    ServerBuilder<?> server();

    ManagedChannelBuilder<?> channel();

    /// `host:port`, or `in-process:name`.
    static Endpoint parse(String text) {
        if (text.startsWith(IN_PROCESS)) {
            return new InProcess(text.substring(IN_PROCESS.length()));
        }
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException(text);
        }
        String host = text.substring(0, colon);
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(text);
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new Tcp(bracketed ? host.substring(1, host.length() - 1) : host, port);
    }
}
