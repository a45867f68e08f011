package dev.pedigree.chassis.rpc;

import io.grpc.MethodDescriptor;
import java.io.InputStream;

/// The marshaller that does not decode.
public enum RawBytes implements MethodDescriptor.Marshaller<RawMessage> {
    MARSHALLER;

    @Override
    public InputStream stream(RawMessage message) {
        return message;
    }

    @Override
    public RawMessage parse(InputStream incoming) {
        return RawMessage.takeOver(incoming);
    }

    /// `method` as one that passes its messages through undecoded.
    public static MethodDescriptor<RawMessage, RawMessage> of(MethodDescriptor<?, ?> method) {
        return method.toBuilder(MARSHALLER, MARSHALLER).build();
    }
}
