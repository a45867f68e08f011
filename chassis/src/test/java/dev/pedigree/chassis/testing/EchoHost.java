package dev.pedigree.chassis.testing;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.echo.EchoGrpc;
import dev.pedigree.chassis.echo.EchoReply;
import dev.pedigree.chassis.echo.EchoRequest;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.chassis.identity.Admissions;
import dev.pedigree.chassis.identity.ServiceToken;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.rpc.BidiStream;
import dev.pedigree.chassis.rpc.ClientStream;
import dev.pedigree.chassis.rpc.ServerStream;
import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.chassis.settings.HostSettings;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A server of `Echo` behind the real interceptors, and a channel to it. The caller `tester` is admitted.
public final class EchoHost implements AutoCloseable {
    public static final ServiceToken TESTER = new ServiceToken("tester", "a secret of the tester");
    public static final Admissions ADMIT_TESTER =
            new Admissions(Map.of("tester", TESTER.fingerprint()), Map.of(EchoGrpc.SERVICE_NAME, Set.of("tester")));

    private final ServiceHost host;
    private final ManagedChannel channel;
    private final MeterRegistry meters;

    private EchoHost(ServiceHost host, ManagedChannel channel, MeterRegistry meters) {
        this.host = host;
        this.channel = channel;
        this.meters = meters;
    }

    /// Bodies for the four methods; those not given answer with the name of the request.
    public record Bodies(
            Unary.Method<EchoRequest, EchoReply> say,
            ServerStream.Method<EchoRequest, EchoReply> repeat,
            ClientStream.Method<EchoRequest, EchoReply> gather,
            BidiStream.Method<EchoRequest, EchoReply> chat) {
        public static Bodies usual() {
            return new Bodies(Bodies::echo, Bodies::count, Bodies::sum, Bodies::answer);
        }

        public Bodies withSay(Unary.Method<EchoRequest, EchoReply> body) {
            return new Bodies(body, repeat, gather, chat);
        }

        public Bodies withRepeat(ServerStream.Method<EchoRequest, EchoReply> body) {
            return new Bodies(say, body, gather, chat);
        }

        public Bodies withGather(ClientStream.Method<EchoRequest, EchoReply> body) {
            return new Bodies(say, repeat, body, chat);
        }

        public Bodies withChat(BidiStream.Method<EchoRequest, EchoReply> body) {
            return new Bodies(say, repeat, gather, body);
        }

        public ServerServiceDefinition service() {
            return ServerServiceDefinition.builder(EchoGrpc.getServiceDescriptor())
                    .addMethod(EchoGrpc.getSayMethod(), Unary.of(say))
                    .addMethod(EchoGrpc.getRepeatMethod(), ServerStream.of(repeat))
                    .addMethod(EchoGrpc.getGatherMethod(), ClientStream.of(gather))
                    .addMethod(EchoGrpc.getChatMethod(), BidiStream.of(chat))
                    .build();
        }

        private static EchoReply echo(EchoRequest request) {
            return EchoReply.newBuilder()
                    .setName(request.getName())
                    .setPayload(request.getPayload())
                    .build();
        }

        private static void count(EchoRequest request, dev.pedigree.chassis.rpc.Sink<EchoReply> replies) {
            for (int number = 1; number <= request.getCount(); number++) {
                replies.send(echo(request).toBuilder().setCount(number).build());
            }
        }

        private static EchoReply sum(dev.pedigree.chassis.rpc.Inbox<EchoRequest> requests) {
            int sum = 0;
            while (requests.hasNext()) {
                sum += requests.next().getCount();
            }
            return EchoReply.newBuilder().setCount(sum).build();
        }

        private static void answer(
                dev.pedigree.chassis.rpc.Inbox<EchoRequest> requests,
                dev.pedigree.chassis.rpc.Sink<EchoReply> replies) {
            while (requests.hasNext()) {
                replies.send(echo(requests.next()));
            }
        }
    }

    public static EchoHost start(Bodies bodies) {
        return start(bodies, Interceptors.mesh(1_000, ADMIT_TESTER, Optional.empty()));
    }

    public static EchoHost start(Bodies bodies, Interceptors interceptors) {
        return start(
                HostSettings.of(new Endpoint.InProcess(UUID.randomUUID().toString())),
                List.of(bodies.service()),
                interceptors);
    }

    public static EchoHost start(
            HostSettings settings, List<ServerServiceDefinition> services, Interceptors interceptors) {
        MeterRegistry meters = new SimpleMeterRegistry();
        ServiceHost host = ServiceHost.start(settings, services, interceptors, meters);
        return new EchoHost(host, host.endpoint().channel().build(), meters);
    }

    public ServiceHost host() {
        return host;
    }

    public Endpoint endpoint() {
        return host.endpoint();
    }

    public MeterRegistry meters() {
        return meters;
    }

    /// A channel without any credential.
    public Channel bare() {
        return channel;
    }

    /// A channel with the tester's token.
    public Channel channel() {
        return with(headers(TESTER));
    }

    public Channel with(Metadata headers) {
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    public EchoGrpc.EchoBlockingStub stub() {
        return EchoGrpc.newBlockingStub(channel());
    }

    public static Metadata headers(ServiceToken token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("pedigree-service-token", Metadata.ASCII_STRING_MARSHALLER), token.headerValue());
        return headers;
    }

    public static EchoRequest request(String name) {
        return EchoRequest.newBuilder().setName(name).build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        host.close();
    }
}
