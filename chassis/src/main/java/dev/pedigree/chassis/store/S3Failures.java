package dev.pedigree.chassis.store;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.store.ObjectStore.Written;
import io.grpc.Context;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What the answers of S3 mean: some are answers, the rest says that the store does not do its work.
final class S3Failures {
    private static final String S3 = "s3";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private S3Failures() {}

    static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failure) {
            throw translate(failure);
        }
    }

    static <T> Optional<T> ifPresent(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (S3Exception failure) {
            if (failure.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw translate(failure);
        } catch (SdkException failure) {
            throw translate(failure);
        }
    }

    static Written unlessPresent(Runnable call) {
        try {
            call.run();
            return Written.NOW;
        } catch (S3Exception failure) {
            if (failure.statusCode() == PRECONDITION_FAILED) {
                return Written.BEFORE;
            }
            throw translate(failure);
        } catch (SdkException failure) {
            throw translate(failure);
        }
    }

    static RuntimeException translate(SdkException failure) {
        if (Context.current().isCancelled()) {
            return new Cancelled().causedBy(failure);
        }
        return isOurMistake(failure)
                ? new IllegalStateException("S3 refused a request", failure)
                : Unavailable.dependency(S3).causedBy(failure);
    }

    /// 4xx says that the request was wrong and would be so again; but for 403 and 409, which settings or another
    /// writer put right, and 408 and 429, which time does.
    private static boolean isOurMistake(SdkException failure) {
        return failure instanceof S3Exception answer
                && switch (answer.statusCode()) {
                    case 400, NOT_FOUND, PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE -> true;
                    case 403, 408, CONFLICT, 429 -> false;
                    default -> answer.statusCode() < 500;
                };
    }
}
