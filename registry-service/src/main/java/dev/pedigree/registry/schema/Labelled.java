package dev.pedigree.registry.schema;

import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.LedgerEvidence;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.v1.ClassCount;
import dev.pedigree.v1.DatasetRecord;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.LabelStatistics;
import dev.pedigree.v1.VersionRecord;
import java.util.List;
import java.util.Optional;

/// The label-schema version that a dataset version's labels are written in, and of which classes they are. Kept beside
/// the record, so that what a change of the schema touches is found by index.
///
/// @param statistics empty: nobody says
/// @param computed whether the server counted, and not the client
/// @param unsettled things that have several labels and none in force: they are in no count of a class
public record Labelled(VersionName schema, Optional<LabelStatistics> statistics, boolean computed, long unsettled) {
    private static final String INSERT = """
            insert into labelled (version_id, schema_id, samples, statistics, class_ids, class_samples, unsettled)
            values (?, ?, ?, ?, ?, ?, ?)""";

    /// Empty for what has no labels, or none in a schema.
    ///
    /// @param ledger what the record's label ledger says, if it names one
    public static Optional<Labelled> of(VersionRecord record, LedgerEvidence ledger) {
        DatasetRecord dataset = record.getDataset();
        if (!dataset.getLabelSchema().hasValue()) {
            return Optional.empty();
        }
        VersionName schema = VersionName.parse(dataset.getLabelSchema().getValue());
        if (ledger.hasLedger()) {
            long unsettled = ledger.getLedger().getStatistics().getUnsettledItems();
            return Optional.of(new Labelled(schema, Optional.of(counted(ledger)), true, unsettled));
        }
        return Optional.of(new Labelled(
                schema,
                dataset.getLabelStatistics().hasDeclared()
                        ? Optional.of(dataset.getLabelStatistics().getDeclared())
                        : Optional.empty(),
                false,
                0));
    }

    private static LabelStatistics counted(LedgerEvidence ledger) {
        LabelLedgerStatistics counted = ledger.getLedger().getStatistics();
        LabelStatistics.Builder statistics = LabelStatistics.newBuilder().setAnnotatedSamples(counted.getSamples());
        counted.getDistributionList()
                .forEach(count -> statistics.addDistribution(
                        ClassCount.newBuilder().setClassId(count.getClassId()).setSamples(count.getSamples())));
        return statistics.build();
    }

    private String counter() {
        if (computed) {
            return "COMPUTED";
        }
        return statistics.isPresent() ? "DECLARED" : "NOT_STATED";
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
                counter(),
                classes.stream().map(ClassCount::getClassId).toArray(String[]::new),
                classes.stream().map(ClassCount::getSamples).toArray(Long[]::new),
                unsettled);
    }
}
