package dev.pedigree.registry.impact;

import static java.util.stream.Collectors.groupingBy;

import dev.pedigree.lifecycle.gate.StaleLabels;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.lifecycle.schema.ClassChange;
import dev.pedigree.registry.deployment.LiveDeployment;
import dev.pedigree.registry.review.LabelCodec;
import dev.pedigree.registry.review.LabelledVersion;
import dev.pedigree.registry.schema.SchemaLine;
import dev.pedigree.registry.schema.SchemaSpan;
import dev.pedigree.v1.AffectedDataset;
import dev.pedigree.v1.ChangeImpact;
import dev.pedigree.v1.LabelledDataset;
import dev.pedigree.v1.LearnedModel;
import dev.pedigree.v1.SchemaDiff;
import dev.pedigree.v1.SchemaImpact;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Writes an impact down, as far as a message can hold it.
final class ImpactWriter {
    private final Readings readings;
    private final Map<Long, VersionName> names;
    private final SchemaImpact.Builder impact = SchemaImpact.newBuilder();
    /// Beside the diff, which is bounded by itself.
    private final Room room = new Room();

    /// @param names of every dataset and model version, by row id
    ImpactWriter(Readings readings, Map<Long, VersionName> names) {
        this.readings = readings;
        this.names = names;
    }

    void changes(SchemaLine line, List<LabelledVersion> labelled) {
        SchemaDiff diff = line.diff();
        impact.setDiff(diff);
        List<ClassChange> changes = line.changes();
        for (int index = 0; index < diff.getChangesCount() && room.fits(diff.getChanges(index)); index++) {
            ChangeImpact.Builder change = impact.addChangesBuilder().setChange(diff.getChanges(index));
            for (LabelledVersion each : labelled) {
                OptionalLong samples = readings.samples(each, changes.get(index));
                if (!samples.equals(OptionalLong.of(0))) {
                    AffectedDataset.Builder affected =
                            AffectedDataset.newBuilder().setDatasetVersion(name(each.id()));
                    samples.ifPresent(affected::setSamples);
                    room.addIfFits(affected.build(), change::addDatasets);
                }
            }
        }
    }

    /// @param stale of all of these labels, by whatever change
    void datasets(
            SchemaSpan span, List<LabelledVersion> labelled, Map<Long, Set<Long>> models, List<StaleLabels> stale) {
        Map<VersionName, List<StaleLabels>> byDataset = stale.stream()
                .filter(each -> each.schema().number() > span.from().number()
                        && each.schema().number() <= span.to().number())
                .collect(groupingBy(StaleLabels::dataset));
        for (LabelledVersion each : labelled) {
            LabelledDataset.Builder dataset = LabelledDataset.newBuilder()
                    .setDatasetVersion(name(each.id()))
                    .setLabelSchema(span.schema().version(each.number()).toString())
                    .setStatistics(LabelledDataset.Statistics.valueOf("STATISTICS_" + each.statistics()));
            each.annotated().ifPresent(dataset::setSamples);
            models.getOrDefault(each.id(), Set.of()).forEach(model -> dataset.addModels(name(model)));
            byDataset
                    .getOrDefault(names.get(each.id()), List.of())
                    .forEach(labels -> dataset.addStale(LabelCodec.render(labels)));
            room.addIfFits(dataset.build(), impact::addDatasets);
        }
    }

    void models(Set<Long> models, List<LiveDeployment> live) {
        Map<VersionName, List<LiveDeployment>> byModel = live.stream().collect(groupingBy(LiveDeployment::version));
        for (long model : models) {
            LearnedModel.Builder learned = LearnedModel.newBuilder().setModelVersion(name(model));
            byModel.getOrDefault(names.get(model), List.of())
                    .forEach(run -> learned.addLiveDeployments(run.name().toString()));
            room.addIfFits(learned.build(), impact::addModels);
        }
    }

    SchemaImpact impact(boolean moreDatasets) {
        return impact.setTruncated(
                        moreDatasets || !room.wasEnough() || impact.getDiff().getTruncated())
                .build();
    }

    private String name(long id) {
        return names.get(id).toString();
    }
}
