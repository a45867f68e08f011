package dev.pedigree.artifact.manifest;

import static dev.pedigree.artifact.jooq.Tables.BLOB;
import static dev.pedigree.artifact.jooq.Tables.CONTAINER;
import static dev.pedigree.artifact.jooq.Tables.MANIFEST;
import static dev.pedigree.artifact.jooq.Tables.MANIFEST_PAGE;
import static dev.pedigree.artifact.jooq.Tables.UNPACK_DIGESTS;
import static org.jooq.impl.DSL.arrayGet;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobTable;
import dev.pedigree.artifact.blob.Lease;
import dev.pedigree.artifact.blob.PackedDigests;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.jooq.tables.UnpackDigests;
import dev.pedigree.artifact.jooq.tables.records.ManifestRecord;
import dev.pedigree.lifecycle.Digest;
import java.util.List;
import java.util.Optional;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ResultQuery;

/// The SQL of `manifest` and `manifest_page`.
final class ManifestTable {
    private static final Field<Long> INSERTED_ID = field(name("inserted", "id"), Long.class);
    private static final Field<Integer> INSERTED_PROJECT = field(name("inserted", "project_id"), Integer.class);

    private final Lease lease;

    ManifestTable(Lease lease) {
        this.lease = lease;
    }

    Optional<StoredManifest> find(DSLContext sql, Project project, Digest digest) {
        return sql.selectFrom(MANIFEST).where(is(project, digest)).fetchOptional(row -> read(project, row));
    }

    /// As `find`, if its lease need not be renewed.
    Optional<StoredManifest> leased(DSLContext sql, Project project, Digest digest) {
        return sql.selectFrom(MANIFEST)
                .where(is(project, digest))
                .and(MANIFEST.LEASED_UNTIL.ge(lease.renewBefore()))
                .fetchOptional(row -> read(project, row));
    }

    /// As `find`, and its lease is renewed if it would end too soon; if it was condemned, it is reprieved.
    /// What this finds without renewing, another has just renewed: nothing is deleted while its lease runs.
    Optional<StoredManifest> hold(DSLContext sql, Project project, Digest digest) {
        Optional<StoredManifest> renewed = sql.update(MANIFEST)
                .set(MANIFEST.LEASED_UNTIL, lease.end())
                .setNull(MANIFEST.CONDEMNED_AT)
                .where(is(project, digest))
                .and(MANIFEST.LEASED_UNTIL.lt(lease.renewBefore()))
                .returning()
                .fetchOptional(row -> read(project, row));
        return renewed.or(() -> find(sql, project, digest));
    }

    /// Makes the manifest visible with its pages, whose blobs must be there; empty if it is there already.
    Optional<StoredManifest> insert(DSLContext sql, Project project, Digest digest, Listing listing) {
        CommonTableExpression<?> inserted = name("inserted").as(manifestInsert(project, digest, listing));
        CommonTableExpression<?> pages = name("pages").as(pagesInsert(inserted, listing.pages()));
        return sql.with(inserted, pages).selectFrom(inserted).fetchOptional(row -> read(project, row.into(MANIFEST)));
    }

    private ResultQuery<ManifestRecord> manifestInsert(Project project, Digest digest, Listing listing) {
        return insertInto(MANIFEST)
                .set(MANIFEST.PROJECT_ID, project.id())
                .set(MANIFEST.DIGEST, digest.bytes())
                .set(MANIFEST.FILE_COUNT, listing.files())
                .set(MANIFEST.TOTAL_BYTES, listing.bytes())
                .set(
                        MANIFEST.MODEL_SIGNING_ROOT,
                        listing.modelSigningRoot().map(Digest::bytes).orElse(null))
                .set(MANIFEST.LEASED_UNTIL, lease.end())
                .onConflictDoNothing()
                .returning();
    }

    private static ResultQuery<?> pagesInsert(CommonTableExpression<?> manifest, List<PageReference> pages) {
        byte[][] firstPaths =
                pages.stream().map(page -> page.firstPath().toByteArray()).toArray(byte[][]::new);
        UnpackDigests digests = UNPACK_DIGESTS(
                PackedDigests.of(pages.stream().map(PageReference::digest).toList())
                        .bytes());
        return insertInto(
                        MANIFEST_PAGE,
                        MANIFEST_PAGE.MANIFEST_ID,
                        MANIFEST_PAGE.FIRST_PATH,
                        MANIFEST_PAGE.PROJECT_ID,
                        MANIFEST_PAGE.SHA256)
                .select(select(
                                INSERTED_ID,
                                arrayGet(val(firstPaths), digests.ORDINAL),
                                INSERTED_PROJECT,
                                digests.SHA256)
                        .from(manifest, digests))
                .returning();
    }

    /// The blobs of the pages in order, beginning with the page on which `path` is or would be.
    List<Blob> pages(DSLContext sql, StoredManifest manifest, ByteString path, int most) {
        byte[] bytes = path.toByteArray();
        var start = select(max(MANIFEST_PAGE.FIRST_PATH))
                .from(MANIFEST_PAGE)
                .where(MANIFEST_PAGE.MANIFEST_ID.eq(manifest.id()))
                .and(MANIFEST_PAGE.FIRST_PATH.le(bytes));
        return sql.select(BlobTable.COLUMNS)
                .from(MANIFEST_PAGE)
                .join(BLOB)
                .on(BLOB.PROJECT_ID.eq(MANIFEST_PAGE.PROJECT_ID).and(BLOB.SHA256.eq(MANIFEST_PAGE.SHA256)))
                .join(CONTAINER)
                .on(CONTAINER.ID.eq(BLOB.CONTAINER_ID))
                .where(MANIFEST_PAGE.MANIFEST_ID.eq(manifest.id()))
                .and(MANIFEST_PAGE.FIRST_PATH.ge(coalesce(field(start), val(new byte[0]))))
                .orderBy(MANIFEST_PAGE.FIRST_PATH)
                .limit(most)
                .fetch(BlobTable::read);
    }

    /// Whether no page of it is quarantined.
    boolean isWhole(DSLContext sql, StoredManifest manifest) {
        return !sql.fetchExists(sql.selectOne()
                .from(MANIFEST_PAGE)
                .join(BLOB)
                .on(BLOB.PROJECT_ID.eq(MANIFEST_PAGE.PROJECT_ID).and(BLOB.SHA256.eq(MANIFEST_PAGE.SHA256)))
                .where(MANIFEST_PAGE.MANIFEST_ID.eq(manifest.id()))
                .and(BLOB.QUARANTINED_AT.isNotNull()));
    }

    /// The blob of one page.
    Optional<Blob> page(DSLContext sql, Project project, Digest digest) {
        return sql.select(BlobTable.COLUMNS)
                .from(BLOB)
                .join(CONTAINER)
                .on(CONTAINER.ID.eq(BLOB.CONTAINER_ID))
                .where(BLOB.PROJECT_ID.eq(project.id()))
                .and(BLOB.SHA256.eq(digest.bytes()))
                .fetchOptional(BlobTable::read);
    }

    private static Condition is(Project project, Digest digest) {
        return MANIFEST.PROJECT_ID.eq(project.id()).and(MANIFEST.DIGEST.eq(digest.bytes()));
    }

    private static StoredManifest read(Project project, ManifestRecord row) {
        return new StoredManifest(
                row.getId(),
                project,
                Digest.of(row.getDigest()),
                row.getFileCount(),
                row.getTotalBytes(),
                Optional.ofNullable(row.getModelSigningRoot()).map(Digest::of),
                row.getCreatedAt(),
                row.getLeasedUntil());
    }
}
