package dev.pedigree.registry.review;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.SchemaReviewName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.Page;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.ListSchemaReviewsRequest;
import dev.pedigree.v1.ListSchemaReviewsResponse;
import dev.pedigree.v1.SchemaReview;
import java.util.List;

/// Lists the schema reviews of a dataset version, newest first. Errors: VERSION_NOT_FOUND, PAGE_TOKEN_INVALID.
public final class ListSchemaReviews {
    private final Database database;
    private final VersionIds ids;

    public ListSchemaReviews(Database database, VersionIds ids) {
        this.database = database;
        this.ids = ids;
    }

    public ListSchemaReviewsResponse list(ListSchemaReviewsRequest request) {
        VersionName dataset = Names.read("parent", request.getParent(), VersionName::parse);
        Page page = Page.of(request);
        List<SchemaReview> rows = database.read(sql -> ReviewStore.list(sql, ids.require(sql, dataset), page).stream()
                .map(row -> ReviewCodec.render(sql, ids, dataset, row))
                .toList());
        return ListSchemaReviewsResponse.newBuilder()
                .addAllReviews(page.cut(rows))
                .setNextPageToken(page.next(rows, ListSchemaReviews::key))
                .build();
    }

    private static List<String> key(SchemaReview review) {
        return List.of(Long.toString(SchemaReviewName.parse(review.getName()).number()));
    }
}
