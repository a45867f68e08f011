package dev.pedigree.gateway.door;

import com.google.protobuf.Descriptors;
import dev.pedigree.chassis.rpc.Admission;
import dev.pedigree.chassis.rpc.Relay;
import dev.pedigree.chassis.upstream.Upstream;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServiceDescriptor;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// A gRPC service behind the gateway that public methods may be passed on to.
///
/// @param limit how long a call may take that is no stream, where it is not what the upstream is given anyway
public record Destination(ServiceDescriptor service, Upstream upstream, Optional<Duration> limit) {
    public Destination(ServiceDescriptor service, Upstream upstream) {
        this(service, upstream, Optional.empty());
    }

    /// Its methods that answer `method` as it is: of the same name, with the same messages.
    Stream<ServerMethodDefinition<?, ?>> relays(PublicMethod method) {
        return service.getMethods().stream()
                .filter(candidate -> answers(PublicMethod.descriptorOf(candidate), method.descriptor()))
                .map(candidate -> relay(method.rpc(), candidate));
    }

    private static boolean answers(Descriptors.MethodDescriptor candidate, Descriptors.MethodDescriptor method) {
        return candidate.getName().equals(method.getName())
                && candidate.getInputType().equals(method.getInputType())
                && candidate.getOutputType().equals(method.getOutputType())
                && candidate.isClientStreaming() == method.isClientStreaming()
                && candidate.isServerStreaming() == method.isServerStreaming();
    }

    /// The door has authorised the call by then.
    private ServerMethodDefinition<?, ?> relay(MethodDescriptor<?, ?> method, MethodDescriptor<?, ?> target) {
        return Relay.of(method, target, upstream, _ -> pass());
    }

    private Admission.Pass pass() {
        Admission.Pass plain = Admission.Pass.plain();
        return limit.map(plain::taking).orElse(plain);
    }
}
