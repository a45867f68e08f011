package dev.pedigree.registry.mutation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.FindReplyRequest;
import java.util.UUID;

/// What makes a call the same call: its key, and a fingerprint of what the client asked for.
///
/// @param caller the end user: two users may choose the same id
record Claim(String project, String caller, UUID requestId, String method, Digest fingerprint) {

    static <Q extends Message> Claim of(PublicMethod<Q, ?> method, Q request, String caller) {
        return new Claim(
                method.project(request), caller, method.requestId(request), method.name(), Fingerprint.of(request));
    }

    static Claim of(FindReplyRequest request, String caller) {
        return new Claim(
                request.getProject(),
                caller,
                PublicMethod.parseRequestId(request.getRequestId()),
                request.getMethod(),
                fingerprint(PublicMethods.require(request.getMethod()), request.getRequest()));
    }

    /// Parsed first: equal requests may come as different bytes.
    private static Digest fingerprint(PublicMethod<?, ?> method, ByteString request) {
        try {
            return Fingerprint.of(method.parseRequest(request));
        } catch (InvalidProtocolBufferException _) {
            throw new Invalid("request", "is no request of " + method.name());
        }
    }
}
