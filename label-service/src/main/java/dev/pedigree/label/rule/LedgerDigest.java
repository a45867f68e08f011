package dev.pedigree.label.rule;

import dev.pedigree.lifecycle.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// Computes what a ledger is called by: SHA-256 over what it follows, in which schema it is written, and what it
/// changes.
///
/// Nothing of it depends on how the labels are laid out in files, so it is the same on any machine.
public final class LedgerDigest {
    private static final String FORM = "pedigree-label-ledger-1";
    private static final String END = "\n";

    private final MessageDigest sum = Digest.sha256();

    public LedgerDigest(Optional<Digest> parent, ChangeKind kind, Digest schema, ClassMoves moves) {
        write(new CanonicalText()
                .add(FORM)
                .add(parent.map(Digest::toString))
                .add(kind.name())
                .add(schema.toString())
                .add(moves.canonical())
                .toString());
    }

    /// Rows come in the order of the UTF-8 bytes of sample, object and annotator.
    ///
    /// @param canonical see `ChangeRow.canonical`
    public void add(String canonical) {
        write(canonical);
    }

    public Digest finish() {
        return Digest.of(sum.digest());
    }

    private void write(String text) {
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        sum.update(END.getBytes(StandardCharsets.UTF_8));
    }
}
