package dev.pedigree.chassis.store;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Unavailable;
import io.grpc.Context;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What the answers of S3 mean: some are answers, the rest says that the store does not do its work.
///
/// The SDK lets an answer that breaks off in its body out as `UncheckedIOException`.
final class S3Failures {
    private static final String S3 = "s3";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /// The bytes that came are not those that were sent, whose digest was stated: they were damaged on the way.
    private static final Set<String> DAMAGED = Set.of("BadDigest", "XAmzContentSHA256Mismatch");

    private S3Failures() {}

    static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | UncheckedIOException failure) {
            throw translate(failure);
        }
    }

    /// Empty if there is no such object. Any other 404 says nothing of the object: no bucket is there, say, or
    /// somebody else answers.
    static <T> Optional<T> ifPresent(Supplier<T> call) {
        return unless(NoSuchKeyException.class::isInstance, call);
    }

    /// Empty if what the call asks for must not be there, and is.
    static <T> Optional<T> ifAbsent(Supplier<T> call) {
        return unless(failure -> failure.statusCode() == PRECONDITION_FAILED, call);
    }

    /// No bytes if the range that the call asks for begins after the last.
    static InputStream orNothing(Supplier<InputStream> call) {
        try {
            return call.get();
        } catch (S3Exception failure) {
            if (failure.statusCode() == RANGE_NOT_SATISFIABLE) {
                return InputStream.nullInputStream();
            }
            throw failure;
        }
    }

    private static <T> Optional<T> unless(Predicate<S3Exception> expected, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (S3Exception failure) {
            if (expected.test(failure)) {
                return Optional.empty();
            }
            throw translate(failure);
        } catch (SdkException | UncheckedIOException failure) {
            throw translate(failure);
        }
    }

    static RuntimeException translate(Exception failure) {
        if (Context.current().isCancelled()) {
            return new Cancelled().causedBy(failure);
        }
        return isOurMistake(failure)
                ? new IllegalStateException("S3 refused a request", failure)
                : Unavailable.dependency(S3).causedBy(failure);
    }

    /// 4xx says that the request was wrong and would be so again; but for 403, 404 and 409, which settings or another
    /// writer put right, and 408 and 429, which time does.
    private static boolean isOurMistake(Exception failure) {
        return failure instanceof S3Exception answer
                && switch (answer.statusCode()) {
                    case 400 -> !DAMAGED.contains(code(answer));
                    case 403, NOT_FOUND, 408, CONFLICT, 429 -> false;
                    default -> answer.statusCode() < 500;
                };
    }

    /// Whether S3 did its work, be its answer welcome or not.
    static boolean isAnswer(Exception failure) {
        return failure instanceof S3Exception answer
                && switch (answer.statusCode()) {
                    case 403, 408, 429 -> false;
                    case NOT_FOUND -> answer instanceof NoSuchKeyException;
                    default -> answer.statusCode() < 500;
                };
    }

    private static String code(S3Exception answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(details -> details.errorCode())
                .orElse("");
    }
}
