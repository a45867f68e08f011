package dev.pedigree.registry.evaluation;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_EVALUATION_NOT_FOUND;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.EvaluationName;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.GetEvaluationRequest;

/// Reads one evaluation. Errors: EVALUATION_NOT_FOUND.
public final class GetEvaluation {
    private final Database database;
    private final EvaluationStore evaluations;

    public GetEvaluation(Database database, EvaluationStore evaluations) {
        this.database = database;
        this.evaluations = evaluations;
    }

    public Evaluation get(GetEvaluationRequest request) {
        EvaluationName name = Names.read("name", request.getName(), EvaluationName::parse);
        return database.read(sql -> evaluations.find(sql, name))
                .orElseThrow(() -> new NotFound(ERROR_REASON_EVALUATION_NOT_FOUND, "evaluation", request.getName()));
    }
}
