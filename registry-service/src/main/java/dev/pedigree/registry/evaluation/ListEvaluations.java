package dev.pedigree.registry.evaluation;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.EvaluationName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.Page;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.ListEvaluationsRequest;
import dev.pedigree.v1.ListEvaluationsResponse;
import java.util.List;

/// Lists the evaluations of a model version, newest first. Errors: VERSION_NOT_FOUND, PAGE_TOKEN_INVALID.
public final class ListEvaluations {
    private final Database database;
    private final EvaluationStore evaluations;

    public ListEvaluations(Database database, EvaluationStore evaluations) {
        this.database = database;
        this.evaluations = evaluations;
    }

    public ListEvaluationsResponse list(ListEvaluationsRequest request) {
        VersionName version = Names.read("parent", request.getParent(), VersionName::parse);
        Page page = Page.of(request);
        List<Evaluation> rows = database.read(sql -> evaluations.list(sql, version, page));
        return ListEvaluationsResponse.newBuilder()
                .addAllEvaluations(page.cut(rows))
                .setNextPageToken(page.next(rows, ListEvaluations::key))
                .build();
    }

    private static List<String> key(Evaluation evaluation) {
        return List.of(Long.toString(EvaluationName.parse(evaluation.getName()).number()));
    }
}
