package dev.pedigree.registry.mutation;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.chassis.fault.Invalid;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;

/// A mutation of the public API: its name, and where its messages keep what every mutation has.
///
/// Read from the descriptors, so that the conventions (a resource name first, `request_id`, `validate_only`,
/// `consistency_token`) are stated once.
public final class PublicMethod<Q extends Message, R extends Message> {
    private static final String ROOT = "projects/";

    private final String name;
    private final String verb;
    private final Q request;
    private final R reply;
    private final FieldDescriptor resource;
    private final FieldDescriptor requestId;
    private final FieldDescriptor validateOnly;
    private final FieldDescriptor token;

    private PublicMethod(MethodDescriptor<Q, R> method) {
        name = method.getFullMethodName();
        verb = Objects.requireNonNull(method.getBareMethodName());
        request = prototype(method.getRequestMarshaller());
        reply = prototype(method.getResponseMarshaller());
        resource = request.getDescriptorForType().findFieldByNumber(1);
        requestId = field(request, "request_id");
        validateOnly = field(request, "validate_only");
        token = field(reply, "consistency_token");
    }

    public static <Q extends Message, R extends Message> PublicMethod<Q, R> of(MethodDescriptor<Q, R> method) {
        return new PublicMethod<>(method);
    }

    /// Full name, such as `pedigree.v1.AssetService/CreateVersion`.
    public String name() {
        return name;
    }

    /// Bare name, such as `CreateVersion`.
    public String verb() {
        return verb;
    }

    /// `projects/{project}` of the resource that the request names first; empty where it stands above projects.
    String project(Q message) {
        String text = (String) message.getField(resource);
        if (!text.startsWith(ROOT)) {
            return "";
        }
        int end = text.indexOf('/', ROOT.length());
        return end < 0 ? text : text.substring(0, end);
    }

    /// What the client sent, or one of our own.
    UUID requestId(Q message) {
        String text = (String) message.getField(requestId);
        return text.isEmpty() ? UUID.randomUUID() : parseRequestId(text);
    }

    static UUID parseRequestId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new Invalid("request_id", "must be a UUID");
        }
    }

    boolean validateOnly(Q message) {
        return (boolean) message.getField(validateOnly);
    }

    Q parseRequest(ByteString bytes) throws InvalidProtocolBufferException {
        return cast(request, request.getParserForType().parseFrom(bytes));
    }

    R parseReply(ByteString bytes) {
        try {
            return cast(reply, reply.getParserForType().parseFrom(bytes));
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    R withToken(R message, String text) {
        return cast(reply, message.toBuilder().setField(token, text).build());
    }

    /// The same on serialized bytes: one more field at the end.
    ByteString withToken(ByteString message, String text) {
        byte[] field = new byte[CodedOutputStream.computeStringSize(token.getNumber(), text)];
        try {
            CodedOutputStream output = CodedOutputStream.newInstance(field);
            output.writeString(token.getNumber(), text);
            output.checkNoSpaceLeft();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return message.concat(UnsafeByteOperations.unsafeWrap(field));
    }

    private static FieldDescriptor field(Message message, String name) {
        return Objects.requireNonNull(
                message.getDescriptorForType().findFieldByName(name),
                () -> message.getDescriptorForType().getFullName() + " has no field " + name);
    }

    private static <M> M prototype(MethodDescriptor.Marshaller<M> marshaller) {
        return Objects.requireNonNull(((PrototypeMarshaller<M>) marshaller).getMessagePrototype());
    }

    @SuppressWarnings("unchecked")
    private static <M extends Message> M cast(M prototype, Message message) {
        return (M) prototype.getClass().cast(message);
    }
}
