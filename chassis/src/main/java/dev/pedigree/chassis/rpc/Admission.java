package dev.pedigree.chassis.rpc;

import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.Metadata;

/// Who decides whether a relayed call may pass, on seeing its first message.
///
/// It runs before anything is sent on; what it throws is the answer. The headers of the caller are not passed on: what
/// the upstream needs is in the answer, or put there by the interceptors of its channel.
@FunctionalInterface
public interface Admission {
    /// The options and headers of the upstream call.
    record Pass(CallOptions options, Metadata headers) {
        /// Nothing to add. The deadline of the call that is served holds.
        public static Pass plain() {
            return new Pass(CallOptions.DEFAULT, new Metadata());
        }

        public Pass within(Deadline deadline) {
            return new Pass(options.withDeadline(deadline), headers);
        }
    }

    Pass admit(RawMessage first);
}
