package dev.pedigree.registry.record;

import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.v1.Version;

/// What the feed says of a version, whatever changed about it: all of its present state, so that a reader who keeps
/// the highest revision knows everything.
public final class VersionChange {
    private VersionChange() {}

    /// @param version as the reply shows it
    /// @param revision of its state row, after the change
    public static Change.Builder of(Version version, long revision) {
        VersionName name = VersionName.parse(version.getName());
        return Change.newBuilder()
                .setSubject(version.getName())
                .setRevision(revision)
                .addAllDigests(PinnedDigests.of(version.getRecord()))
                .setNode(VersionNode.of(name.asset(), version.getRecord(), version.getState()))
                .setRecordDigest(version.getRecordDigest());
    }
}
