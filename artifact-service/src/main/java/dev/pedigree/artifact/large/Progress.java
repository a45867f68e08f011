package dev.pedigree.artifact.large;

import dev.pedigree.artifact.part.Part;
import java.util.List;

/// An upload and those of its parts that are in the object store, from the first on without a gap.
public record Progress(Session session, List<Part> parts) {
    public Progress {
        parts = List.copyOf(parts);
    }

    /// The parts before the first gap.
    static Progress of(Session session, List<Part> found) {
        int count = 0;
        while (count < found.size() && found.get(count).number() == count + 1) {
            count++;
        }
        return new Progress(session, found.subList(0, count));
    }

    /// From where on bytes are to be sent.
    public long offset() {
        return session.cut().bytes(parts.size());
    }

    public boolean isComplete() {
        return parts.size() == session.cut().count();
    }
}
