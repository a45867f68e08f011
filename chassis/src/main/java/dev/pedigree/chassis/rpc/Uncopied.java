package dev.pedigree.chassis.rpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;

/// Reads messages whose `bytes` fields are parts of the message as it came, not copies of them. For large payloads:
/// whoever keeps one field keeps the whole message.
public final class Uncopied<M extends Message> implements PrototypeMarshaller<M> {
    private final PrototypeMarshaller<M> usual;
    private final Parser<M> parser;

    private Uncopied(PrototypeMarshaller<M> usual, Parser<M> parser) {
        this.usual = usual;
        this.parser = parser;
    }

    /// `method` as one whose requests are read this way.
    @SuppressWarnings("unchecked") // a message's parser parses such messages
    public static <Q extends Message, R> MethodDescriptor<Q, R> of(MethodDescriptor<Q, R> method) {
        PrototypeMarshaller<Q> usual = (PrototypeMarshaller<Q>) method.getRequestMarshaller();
        Parser<Q> parser = (Parser<Q>) usual.getMessagePrototype().getParserForType();
        return method.toBuilder(new Uncopied<>(usual, parser), method.getResponseMarshaller())
                .build();
    }

    @Override
    public M parse(InputStream stream) {
        try {
            byte[] bytes = new byte[stream.available()]; // gRPC's streams know their length
            int length = stream.readNBytes(bytes, 0, bytes.length);
            CodedInputStream in =
                    UnsafeByteOperations.unsafeWrap(bytes, 0, length).newCodedInput();
            in.enableAliasing(true);
            M message = parser.parseFrom(in, ExtensionRegistryLite.getEmptyRegistry());
            in.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException malformed) {
            throw Status.INTERNAL
                    .withDescription("Invalid protobuf byte sequence")
                    .withCause(malformed)
                    .asRuntimeException();
        } catch (IOException failure) {
            throw Status.CANCELLED.withCause(failure).asRuntimeException();
        }
    }

    @Override
    public InputStream stream(M message) {
        return usual.stream(message);
    }

    @Override
    public M getMessagePrototype() {
        return usual.getMessagePrototype();
    }

    @Override
    public Class<M> getMessageClass() {
        return usual.getMessageClass();
    }
}
