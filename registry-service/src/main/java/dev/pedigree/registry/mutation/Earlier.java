package dev.pedigree.registry.mutation;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// What an earlier call with the same key left behind.
///
/// @param reply serialized, without its token
/// @param token transaction id that a reader's horizon must reach
record Earlier(String method, Digest fingerprint, ByteString reply, long token) {

    /// @throws Invalid when the key was used for something else
    Earlier requireSame(Claim claim) {
        if (method.equals(claim.method()) && fingerprint.equals(claim.fingerprint())) {
            return this;
        }
        throw new Invalid(
                ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
                "request_id " + claim.requestId() + " came before with another request",
                Map.of("requestId", claim.requestId().toString()));
    }
}
