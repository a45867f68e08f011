package dev.pedigree.chassis.host;

import dev.pedigree.chassis.fault.Unsupported;
import dev.pedigree.chassis.rpc.RawBytes;
import dev.pedigree.chassis.rpc.RawMessage;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;

/// Answers what no service answers, behind the same interceptors, so that this refusal too carries a reason.
final class UnknownMethods extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String fullName, String authority) {
        if (MethodDescriptor.extractFullServiceName(fullName) == null) {
            return null; // as the contract has it: gRPC answers for what is not even a name
        }
        MethodDescriptor<RawMessage, RawMessage> method = MethodDescriptor.newBuilder(
                        RawBytes.MARSHALLER, RawBytes.MARSHALLER)
                .setType(MethodType.UNKNOWN)
                .setFullMethodName(fullName)
                .build();
        ServerCallHandler<RawMessage, RawMessage> refusal = (_, _) -> {
            throw new Unsupported(fullName);
        };
        return ServerMethodDefinition.create(method, refusal);
    }
}
