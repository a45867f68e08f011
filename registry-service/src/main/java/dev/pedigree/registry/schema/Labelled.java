package dev.pedigree.registry.schema;

import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.v1.ClassCount;
import dev.pedigree.v1.DatasetRecord;
import dev.pedigree.v1.LabelStatistics;
import dev.pedigree.v1.VersionRecord;
import java.util.List;
import java.util.Optional;

/// The label-schema version that a dataset version's labels are written in, and of which classes they are. Kept beside
/// the record, so that what a change of the schema touches is found by index.
///
/// @param statistics as the client counted; empty: nobody says
public record Labelled(VersionName schema, Optional<LabelStatistics> statistics) {
    private static final String INSERT = """
            insert into labelled (version_id, schema_id, samples, statistics, class_ids, class_samples)
            values (?, ?, ?, ?, ?, ?)""";

    /// Empty for what has no labels, or none in a schema.
    public static Optional<Labelled> of(VersionRecord record) {
        DatasetRecord dataset = record.getDataset();
        if (!dataset.getLabelSchema().hasValue()) {
            return Optional.empty();
        }
        return Optional.of(new Labelled(
                VersionName.parse(dataset.getLabelSchema().getValue()),
                dataset.getLabelStatistics().hasDeclared()
                        ? Optional.of(dataset.getLabelStatistics().getDeclared())
                        : Optional.empty()));
    }

    /// @param id of the dataset version, whose own row is written before
    /// @param schemaId of the schema version
    public void write(Mutation mutation, long id, long schemaId) {
        List<ClassCount> classes = statistics.map(LabelStatistics::getDistributionList).orElse(List.of()).stream()
                .filter(count -> count.getSamples() > 0)
                .toList();
        mutation.write(
                INSERT,
                id,
                schemaId,
                statistics.map(LabelStatistics::getAnnotatedSamples).orElse(null),
                statistics.isPresent() ? "DECLARED" : "NOT_STATED",
                classes.stream().map(ClassCount::getClassId).toArray(String[]::new),
                classes.stream().map(ClassCount::getSamples).toArray(Long[]::new));
    }
}
