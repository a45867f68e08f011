package dev.pedigree.label.ledger;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;

/// `projects/{project}/labelLedgers/sha256:{hex}`.
public record LedgerName(ProjectName project, Digest digest) {
    private static final String COLLECTION = "/labelLedgers/";

    /// Whether `text` means a ledger, where it might as well be a version.
    public static boolean isMeant(String text) {
        return text.contains(COLLECTION);
    }

    public static LedgerName parse(String text) {
        int end = Math.max(text.indexOf(COLLECTION), 0);
        return new LedgerName(
                ProjectName.parse(text.substring(0, end)),
                Digest.parse(text.substring(Math.min(text.length(), end + COLLECTION.length()))));
    }

    @Override
    public String toString() {
        return project + COLLECTION + digest;
    }
}
