package dev.pedigree.gateway.testing;

import io.grpc.stub.StreamObserver;

/// Ends a call of a fake with one reply.
final class Answers {
    private Answers() {}

    static <R> void answer(StreamObserver<R> replies, R reply) {
        replies.onNext(reply);
        replies.onCompleted();
    }
}
