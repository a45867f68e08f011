package dev.pedigree.registry.mutation;

import com.google.protobuf.Message;

/// What one verb does inside its transaction: lock, compare the etag, check, change, say what changed.
///
/// It throws a `Fault` to refuse, which leaves nothing behind, and may be run again from the start when the database
/// breaks a deadlock.
@FunctionalInterface
public interface Body<R extends Message> {

    /// @return the reply, without its consistency token
    R run(Mutation mutation);
}
