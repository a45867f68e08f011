package dev.pedigree.chassis.upstream;

import dev.pedigree.chassis.call.Permit;
import dev.pedigree.chassis.fault.Denied;
import dev.pedigree.chassis.fault.Expired;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.chassis.fault.Internal;
import dev.pedigree.chassis.fault.Unauthenticated;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.v1.ErrorReason;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call or stream on its way through the guard of an upstream. It is told how it ended, then closed; closed
/// without an ending, it says nothing about the upstream.
public final class Passage implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Passage.class);

    private final String upstream;
    private final Permit permit;
    private final Optional<Duration> limit;

    /// @param limit that the upstream was given, unless it is a stream
    Passage(String upstream, Permit permit, Optional<Duration> limit) {
        this.upstream = upstream;
        this.permit = permit;
        this.limit = limit;
    }

    public void succeeded() {
        permit.succeeded();
    }

    /// Takes note of a failure, and says what it means for whoever is being served.
    public Fault failed(StatusRuntimeException failure) {
        Fault fault = FaultStatus.toFault(failure, upstream);
        if (blames(fault)) {
            permit.failed(failure);
        } else if (isAnswer(fault)) {
            succeeded();
        }
        return meant(fault);
    }

    /// The same for what the stubs of streams throw.
    public Fault failed(StatusException failure) {
        return failed(failure.getStatus().asRuntimeException(failure.getTrailers()));
    }

    /// A refusal is an answer. So is "not yet".
    private boolean blames(Fault fault) {
        return switch (fault) {
            case Unavailable unavailable -> unavailable.reason() != ErrorReason.ERROR_REASON_NOT_FRESH_YET;
            case Internal _ -> true;
            case Expired _ -> hadItsTime();
            default -> false;
        };
    }

    private boolean isAnswer(Fault fault) {
        return switch (FaultStatus.code(fault)) {
            case CANCELLED, DEADLINE_EXCEEDED -> false;
            default -> true;
        };
    }

    /// An impatient caller's deadline proves nothing, or one such caller could shut the upstream off for everybody. Nor
    /// does that of a stream, which may be slow on the caller's side.
    private boolean hadItsTime() {
        return limit.filter(given -> permit.elapsed().compareTo(given.dividedBy(2)) >= 0)
                .isPresent();
    }

    /// When it is us whom the upstream does not admit, the user did nothing wrong: it is a mistake in our settings.
    private Fault meant(Fault fault) {
        boolean aboutUs = fault instanceof Unauthenticated
                || (fault instanceof Denied && fault.reason() == ErrorReason.ERROR_REASON_CALLER_NOT_ADMITTED);
        if (!aboutUs) {
            return fault;
        }
        LOGGER.error("{} does not admit this service: {}", upstream, fault.getMessage());
        return new Internal().causedBy(fault);
    }

    @Override
    public void close() {
        permit.close();
    }
}
