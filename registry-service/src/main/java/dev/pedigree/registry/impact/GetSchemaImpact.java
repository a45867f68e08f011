package dev.pedigree.registry.impact;

import static java.util.Comparator.reverseOrder;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.ancestry.Learning;
import dev.pedigree.registry.deployment.LiveDeployment;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.review.LabelledVersion;
import dev.pedigree.registry.review.LearnedLabels;
import dev.pedigree.registry.schema.SchemaHistory;
import dev.pedigree.registry.schema.SchemaLine;
import dev.pedigree.registry.schema.SchemaSpan;
import dev.pedigree.v1.GetSchemaImpactRequest;
import dev.pedigree.v1.SchemaImpact;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/// What a change of a label schema touches, all of one moment. The registry has every edge that this takes, so it
/// answers by itself: beside the schema's own versions a fixed number of statements, each by index.
///
/// Errors: VERSION_NOT_FOUND.
public final class GetSchemaImpact {
    private static final int DEFAULT_DATASETS = 1_000;

    private final Database database;
    private final VersionIds ids;
    private final SchemaHistory history;
    private final LearnedLabels labels;

    public GetSchemaImpact(Database database, VersionIds ids, SchemaHistory history, LearnedLabels labels) {
        this.database = database;
        this.ids = ids;
        this.history = history;
        this.labels = labels;
    }

    public SchemaImpact get(GetSchemaImpactRequest request) {
        SchemaSpan span = SchemaSpan.read(request.getFrom(), request.getName());
        int most = request.getMaxDatasets() == 0 ? DEFAULT_DATASETS : request.getMaxDatasets();
        return database.snapshot(sql -> read(sql, span, most));
    }

    private SchemaImpact read(DSLContext sql, SchemaSpan span, int most) {
        SchemaLine line = SchemaLine.read(sql, ids, history, span.sinceFirst());
        Readings readings = Readings.of(line, span.from());
        Collection<Long> schemas = ids.requireAll(sql, readings.versions()).values();
        List<LabelledVersion> found = LabelledVersion.in(sql, schemas, most + 1);
        List<LabelledVersion> labelled = found.subList(0, Math.min(most, found.size()));

        Map<Long, Set<Long>> models =
                Learning.models(sql, labelled.stream().map(LabelledVersion::id).toList());
        Set<Long> everyModel = new TreeSet<>(reverseOrder());
        models.values().forEach(everyModel::addAll);
        Map<Long, VersionName> names = ids.names(sql, all(labelled, everyModel));

        ImpactWriter writer = new ImpactWriter(readings, names);
        writer.changes(line.part(span.from().number(), span.to().number()), labelled);
        writer.datasets(span, labelled, models, labels.open(sql, labelled));
        writer.models(everyModel, LiveDeployment.of(sql, everyModel));
        return writer.impact(found.size() > labelled.size());
    }

    private static Set<Long> all(List<LabelledVersion> labelled, Set<Long> models) {
        Set<Long> all = new TreeSet<>(models);
        labelled.forEach(each -> all.add(each.id()));
        return all;
    }
}
