package dev.pedigree.chassis.fault;

import com.google.rpc.Status;
import dev.pedigree.v1.ErrorReason;
import java.util.Map;
import java.util.Optional;

/// An outcome that the caller must hear about: the one kind of exception the domain throws on purpose.
///
/// Each kind stands for one status code (`FaultStatus` holds the table), each fault carries a registered reason and,
/// in `metadata`, whatever varies. Anything that is not a `Fault` reaches the caller as INTERNAL without its message.
public abstract sealed class Fault extends RuntimeException
        permits AboutResource,
                Cancelled,
                Conflict,
                Corrupt,
                Denied,
                Exhausted,
                Expired,
                Internal,
                Invalid,
                Refused,
                Unauthenticated,
                Unavailable,
                Unsupported {
    private final ErrorReason reason;
    private final Map<String, String> metadata;
    private final transient Optional<Status> received;

    Fault(ErrorReason reason, String message, Map<String, String> metadata) {
        super(message);
        this.reason = reason;
        this.metadata = Map.copyOf(metadata);
        this.received = Optional.empty();
    }

    Fault(Received received) {
        super(received.status().getMessage());
        this.reason = received.reason();
        this.metadata = Map.copyOf(received.metadata());
        this.received = Optional.of(received.status());
    }

    public final ErrorReason reason() {
        return reason;
    }

    public final Map<String, String> metadata() {
        return metadata;
    }

    /// The status as another Pedigree service sent it: it travels on word for word.
    final Optional<Status> received() {
        return received;
    }

    /// The fault with the exception behind it, for the log. It never reaches the caller.
    public final Fault causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }
}
