package dev.pedigree.registry.impact;

import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.groupingBy;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.GetLedgerImpactRequest;
import dev.pedigree.mesh.v1.LedgerDataset;
import dev.pedigree.mesh.v1.LedgerImpact;
import dev.pedigree.registry.ancestry.Learning;
import dev.pedigree.registry.deployment.LiveDeployment;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.ProjectIds;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.LearnedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/// Which dataset versions have these ledgers for labels, what learned from them, and where that runs; all of one
/// moment.
///
/// Errors: PROJECT_NOT_FOUND.
public final class GetLedgerImpact {
    private static final int DEFAULT_DATASETS = 1_000;

    private final Database database;
    private final VersionIds ids;

    public GetLedgerImpact(Database database, VersionIds ids) {
        this.database = database;
        this.ids = ids;
    }

    public LedgerImpact get(GetLedgerImpactRequest request) {
        ProjectName project = Names.read("parent", request.getParent(), ProjectName::parse);
        List<Digest> ledgers = request.getLedgersList().stream()
                .map(raw -> Digest.of(raw.toByteArray()))
                .toList();
        int most = request.getMaxDatasets() == 0 ? DEFAULT_DATASETS : request.getMaxDatasets();
        return database.snapshot(sql -> read(sql, ProjectIds.require(sql, project), ledgers, most));
    }

    private LedgerImpact read(DSLContext sql, long project, List<Digest> ledgers, int most) {
        List<LedgerVersion> found = new ArrayList<>(LedgerVersion.naming(sql, project, ledgers, most + 1));
        found.addAll(LedgerVersion.madeFrom(
                sql, found.stream().map(LedgerVersion::id).toList(), most + 1));
        List<LedgerVersion> datasets = found.subList(0, Math.min(most, found.size()));
        Map<Long, Set<Long>> models =
                Learning.models(sql, datasets.stream().map(LedgerVersion::id).toList());
        Set<Long> everyModel = new TreeSet<>(reverseOrder());
        models.values().forEach(everyModel::addAll);
        Map<Long, VersionName> names = ids.names(sql, all(datasets, everyModel));
        Map<VersionName, List<LiveDeployment>> live =
                LiveDeployment.of(sql, everyModel).stream().collect(groupingBy(LiveDeployment::version));

        Room room = new Room();
        LedgerImpact.Builder impact = LedgerImpact.newBuilder();
        datasets.forEach(dataset -> room.addIfFits(
                render(dataset, names, models.getOrDefault(dataset.id(), Set.of())), impact::addDatasets));
        everyModel.forEach(model -> room.addIfFits(
                render(names.get(model), live.getOrDefault(names.get(model), List.of())), impact::addModels));
        return impact.setTruncated(found.size() > datasets.size() || !room.wasEnough())
                .build();
    }

    private static Set<Long> all(List<LedgerVersion> datasets, Set<Long> models) {
        Set<Long> all = new TreeSet<>(models);
        datasets.forEach(dataset -> {
            all.add(dataset.id());
            dataset.madeFrom().ifPresent(all::add);
        });
        return all;
    }

    private static LedgerDataset render(LedgerVersion dataset, Map<Long, VersionName> names, Set<Long> models) {
        LedgerDataset.Builder rendered = LedgerDataset.newBuilder()
                .setDatasetVersion(names.get(dataset.id()).toString());
        dataset.ledger().ifPresent(ledger -> rendered.setLedger(ByteString.copyFrom(ledger.bytes())));
        dataset.madeFrom()
                .ifPresent(from -> rendered.setMadeFrom(names.get(from).toString()));
        models.forEach(model -> rendered.addModels(names.get(model).toString()));
        return rendered.build();
    }

    private static LearnedModel render(VersionName model, List<LiveDeployment> live) {
        LearnedModel.Builder rendered = LearnedModel.newBuilder().setModelVersion(model.toString());
        live.forEach(run -> rendered.addLiveDeployments(run.name().toString()));
        return rendered.build();
    }
}
