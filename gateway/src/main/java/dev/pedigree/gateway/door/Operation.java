package dev.pedigree.gateway.door;

import dev.pedigree.chassis.rpc.Unary;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;

/// A public method that the gateway answers by work of its own, where the others are only passed on.
public record Operation<Q, R>(MethodDescriptor<Q, R> rpc, Unary.Method<Q, R> body) {
    ServerMethodDefinition<Q, R> bind() {
        return ServerMethodDefinition.create(rpc, Unary.of(body));
    }
}
