package dev.pedigree.artifact.sweep;

import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.manifest.ManifestStore;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.Digest;
import java.util.List;

/// Marks what the manifests of a project list, by reading their pages. Pages that several manifests share are
/// read once.
final class Marker {
    private static final int BATCH = 500;
    private static final int PAGES_AT_ONCE = 4;

    private static final String PAGES = """
            select distinct sha256 from manifest_page where project_id = ? and sha256 > ? order by sha256 limit ?""";

    private final Database database;
    private final ManifestStore manifests;

    Marker(Database database, ManifestStore manifests) {
        this.database = database;
        this.manifests = manifests;
    }

    /// Marks all that manifests list which are committed by now. Refuses with CONTENT_CORRUPT if one cannot be read.
    ///
    /// @param blobs about how many blobs the project has
    Marks run(Project project, long blobs) {
        Marks marks = new Marks(blobs);
        byte[] last = new byte[0];
        List<byte[]> pages;
        do {
            byte[] after = last;
            pages = database.read(
                    sql -> sql.resultQuery(PAGES, project.id(), after, BATCH).fetch(0, byte[].class));
            Parallel.forEach(
                    PAGES_AT_ONCE, pages, page -> manifests.forEachListed(project, Digest.of(page), marks::add));
            last = pages.isEmpty() ? last : pages.getLast();
        } while (pages.size() == BATCH);
        return marks;
    }
}
