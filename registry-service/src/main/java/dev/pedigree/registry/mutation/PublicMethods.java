package dev.pedigree.registry.mutation;

import com.google.protobuf.Message;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.LifecycleServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every public mutation whose replies are stored, by its full name.
final class PublicMethods {
    private static final Map<String, PublicMethod<? extends Message, ? extends Message>> BY_NAME = Stream.of(
                    AssetServiceGrpc.getServiceDescriptor(), LifecycleServiceGrpc.getServiceDescriptor())
            .flatMap(service -> service.getMethods().stream())
            .filter(PublicMethods::isMutation)
            .map(PublicMethods::read)
            .collect(Collectors.toUnmodifiableMap(PublicMethod::name, method -> method));

    private PublicMethods() {}

    static PublicMethod<? extends Message, ? extends Message> require(String name) {
        return Optional.<PublicMethod<? extends Message, ? extends Message>>ofNullable(BY_NAME.get(name))
                .orElseThrow(() -> new Invalid("method", "'" + name + "' is no mutation"));
    }

    private static boolean isMutation(MethodDescriptor<?, ?> method) {
        Message request = (Message)
                Objects.requireNonNull(((PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype());
        return request.getDescriptorForType().findFieldByName("request_id") != null;
    }

    @SuppressWarnings("unchecked") // every method of ours has messages
    private static PublicMethod<? extends Message, ? extends Message> read(MethodDescriptor<?, ?> method) {
        return PublicMethod.of((MethodDescriptor<Message, Message>) method);
    }
}
