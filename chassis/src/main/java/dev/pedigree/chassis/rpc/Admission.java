package dev.pedigree.chassis.rpc;

import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.Optional;

/// Who decides whether a relayed call may pass, on seeing its first message.
///
/// It runs before anything is sent on; what it throws is the answer. The headers of the caller are not passed on: what
/// the upstream needs is in the answer, or put there by the interceptors of its channel.
@FunctionalInterface
public interface Admission {
    /// The options and headers of the upstream call.
    ///
    /// @param limit how long it may take if it is unary; empty for as long as any call to that upstream
    record Pass(CallOptions options, Metadata headers, Optional<Duration> limit) {
        /// Nothing to add. The deadline of the call that is served holds.
        public static Pass plain() {
            return new Pass(CallOptions.DEFAULT, new Metadata(), Optional.empty());
        }

        public Pass within(Deadline deadline) {
            return new Pass(options.withDeadline(deadline), headers, limit);
        }

        /// For a call that moves so much that it may take longer than others.
        public Pass taking(Duration longest) {
            return new Pass(options, headers, Optional.of(longest));
        }
    }

    Pass admit(RawMessage first);
}
