package dev.pedigree.chassis.store;

import dev.pedigree.chassis.call.Permit;
import io.grpc.Context;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/// One call to S3 on its way through the guard. Closed without an ending it says nothing about S3.
final class S3Passage implements AutoCloseable {
    private final Permit permit;

    S3Passage(Permit permit) {
        this.permit = permit;
    }

    /// Runs `call` and takes note of its failure, if it fails.
    <T> T watch(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | UncheckedIOException failure) {
            failed(failure);
            throw failure;
        }
    }

    void succeeded() {
        permit.succeeded();
    }

    /// A refusal is an answer; and a call that its caller gave up proves nothing.
    void failed(Exception failure) {
        if (S3Failures.isAnswer(failure)) {
            succeeded();
        } else if (!gaveUp(failure)) {
            permit.failed(failure);
        }
    }

    private static boolean gaveUp(Exception failure) {
        return failure instanceof AbortedException || Context.current().isCancelled();
    }

    @Override
    public void close() {
        permit.close();
    }
}
