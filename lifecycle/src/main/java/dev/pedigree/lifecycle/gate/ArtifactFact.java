package dev.pedigree.lifecycle.gate;

import dev.pedigree.lifecycle.Digest;
import java.time.Instant;
import java.util.List;

/// What the artifact store said about a manifest. The registry takes it as evidence.
public sealed interface ArtifactFact {

    /// The manifest that was asked about.
    Digest manifest();

    /// All bytes are there and will be until then, whatever is swept.
    record Present(Digest manifest, Instant heldUntil) implements ArtifactFact {}

    /// These things are not there, by the names the store has for them; none named means that the manifest itself
    /// is not.
    record Missing(Digest manifest, List<String> things) implements ArtifactFact {

        public Missing {
            things = List.copyOf(things);
        }
    }
}
