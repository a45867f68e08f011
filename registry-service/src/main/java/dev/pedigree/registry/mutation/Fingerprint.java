package dev.pedigree.registry.mutation;

import com.google.protobuf.Message;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.registry.name.Deterministic;

/// SHA-256 over the client's request.
///
/// It never covers evidence: that is the gateway's, and differs from one attempt to the next.
final class Fingerprint {
    private Fingerprint() {}

    static Digest of(Message request) {
        return Digest.ofContent(Deterministic.bytes(request));
    }
}
