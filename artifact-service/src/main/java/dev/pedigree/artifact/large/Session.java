package dev.pedigree.artifact.large;

import static java.util.Objects.requireNonNull;

import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.part.Cut;
import dev.pedigree.lifecycle.Digest;
import java.util.Optional;

/// A large blob on its way in.
///
/// @param key what the keys of its parts begin with
/// @param stream which stream may work on it: the newest
/// @param failure why it never will be a blob
public record Session(
        long id,
        Project project,
        String caller,
        Digest digest,
        Cut cut,
        Kind kind,
        String key,
        State state,
        Optional<String> failure,
        int stream) {
    public Session {
        requireNonNull(project, "project is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(cut, "cut is null");
        requireNonNull(key, "key is null");
    }

    /// The same for a stream that goes on with it.
    Session continuedBy(int newest) {
        return new Session(id, project, caller, digest, cut, kind, key, state, failure, newest);
    }

    /// How its bytes come.
    public enum Kind {
        /// Through the service.
        STREAM(1),
        /// From the client to the object store.
        DIRECT(2);

        private final short code;

        Kind(int code) {
            this.code = (short) code;
        }

        short code() {
            return code;
        }

        static Kind of(short code) {
            return values()[code - 1];
        }
    }

    /// How far it is.
    public enum State {
        /// Bytes are coming.
        OPEN(1),
        /// All are there, and are being read back.
        VERIFYING(2),
        /// They are not what was declared.
        FAILED(3);

        private final short code;

        State(int code) {
            this.code = (short) code;
        }

        short code() {
            return code;
        }

        static State of(short code) {
            return values()[code - 1];
        }
    }
}
