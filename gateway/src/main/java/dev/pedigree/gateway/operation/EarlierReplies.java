package dev.pedigree.gateway.operation;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.gateway.upstream.RegistryClient;
import dev.pedigree.lifecycle.access.Scope;
import dev.pedigree.lifecycle.name.ProjectName;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/// Keeps a retried success from becoming a refusal.
///
/// The registry answers a request that it has answered before with the first reply. But the gateway judges before the
/// registry is asked, and what it judges on may have changed since, by that very success. So before a mutation fails on
/// the gateway's part, the registry is asked for an earlier reply.
public final class EarlierReplies {
    private final RegistryClient registry;

    public EarlierReplies(RegistryClient registry) {
        this.registry = registry;
    }

    /// Turns `request` into a command and carries it out; where the first fails, an earlier reply is the answer.
    <Q extends Message, C, R extends Message> R orElse(
            MethodDescriptor<Q, R> method, Q request, Function<Q, C> prepare, Function<C, R> write) {
        C command;
        try {
            command = prepare.apply(request);
        } catch (Fault fault) {
            return find(method, request).orElseThrow(() -> fault);
        }
        return write.apply(command);
    }

    /// If the registry cannot say, that is the answer: to refuse would be to guess.
    private <Q extends Message, R extends Message> Optional<R> find(MethodDescriptor<Q, R> method, Q request) {
        String requestId = (String) field(request, "request_id");
        if (requestId.isEmpty() || (boolean) field(request, "validate_only")) {
            return Optional.empty();
        }
        return registry.earlierReply(project(request), requestId, method.getFullMethodName(), request)
                .map(reply -> parse(method, reply));
    }

    private static String project(Message request) {
        FieldDescriptor first = request.getDescriptorForType().findFieldByNumber(1);
        return Scope.ofName((String) request.getField(first))
                .project()
                .map(ProjectName::toString)
                .orElseThrow();
    }

    private static Object field(Message request, String name) {
        return request.getField(request.getDescriptorForType().findFieldByName(name));
    }

    @SuppressWarnings("unchecked") // the parser of a message makes messages of its kind
    private static <R extends Message> R parse(MethodDescriptor<?, R> method, ByteString reply) {
        PrototypeMarshaller<R> marshaller = (PrototypeMarshaller<R>) method.getResponseMarshaller();
        try {
            return (R) marshaller.getMessagePrototype().getParserForType().parseFrom(reply);
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
