package dev.pedigree.registry;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.lifecycle.retirement.Retention;
import dev.pedigree.registry.alias.DeleteAlias;
import dev.pedigree.registry.alias.ListAliasMoves;
import dev.pedigree.registry.alias.SetAlias;
import dev.pedigree.registry.asset.CreateAsset;
import dev.pedigree.registry.asset.GetAsset;
import dev.pedigree.registry.asset.ListAssets;
import dev.pedigree.registry.deployment.DeployVersion;
import dev.pedigree.registry.deployment.EndDeployment;
import dev.pedigree.registry.deployment.FactReader;
import dev.pedigree.registry.deployment.GetDeployFacts;
import dev.pedigree.registry.deployment.GetDeployment;
import dev.pedigree.registry.deployment.ListDeployments;
import dev.pedigree.registry.deployment.RollbackDeployment;
import dev.pedigree.registry.environment.Environments;
import dev.pedigree.registry.environment.GetEnvironment;
import dev.pedigree.registry.evaluation.EvaluationStore;
import dev.pedigree.registry.evaluation.GetEvaluation;
import dev.pedigree.registry.evaluation.ListEvaluations;
import dev.pedigree.registry.evaluation.RecordEvaluation;
import dev.pedigree.registry.feed.ChangeFeed;
import dev.pedigree.registry.feed.Epoch;
import dev.pedigree.registry.feed.HorizonAge;
import dev.pedigree.registry.feed.Wakeup;
import dev.pedigree.registry.feed.WatchChanges;
import dev.pedigree.registry.impact.FindNamedLedgers;
import dev.pedigree.registry.impact.GetLedgerImpact;
import dev.pedigree.registry.impact.GetSchemaImpact;
import dev.pedigree.registry.mutation.FindReply;
import dev.pedigree.registry.mutation.Mutations;
import dev.pedigree.registry.mutation.ReplySweeper;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.policy.GetDeployPolicy;
import dev.pedigree.registry.policy.SetDeployPolicy;
import dev.pedigree.registry.project.CreateProject;
import dev.pedigree.registry.project.GetProject;
import dev.pedigree.registry.project.ListProjects;
import dev.pedigree.registry.retirement.GetRetirement;
import dev.pedigree.registry.retirement.RetireVersion;
import dev.pedigree.registry.retirement.Retirements;
import dev.pedigree.registry.review.LearnedLabels;
import dev.pedigree.registry.review.ListSchemaReviews;
import dev.pedigree.registry.review.MovedLabels;
import dev.pedigree.registry.review.RecordSchemaReview;
import dev.pedigree.registry.rpc.DeployMethods;
import dev.pedigree.registry.rpc.FeedMethods;
import dev.pedigree.registry.rpc.LabelMethods;
import dev.pedigree.registry.rpc.Methods;
import dev.pedigree.registry.rpc.RecordMethods;
import dev.pedigree.registry.rpc.RegistryEndpoints;
import dev.pedigree.registry.rpc.RetireMethods;
import dev.pedigree.registry.schema.GetSchemaDiff;
import dev.pedigree.registry.schema.SchemaHistory;
import dev.pedigree.registry.transition.DeprecateVersion;
import dev.pedigree.registry.transition.ListTransitions;
import dev.pedigree.registry.transition.MoveVersion;
import dev.pedigree.registry.transition.ReinstateVersion;
import dev.pedigree.registry.version.AnnotateVersion;
import dev.pedigree.registry.version.CreateVersion;
import dev.pedigree.registry.version.GetVersion;
import dev.pedigree.registry.version.ListVersions;
import dev.pedigree.registry.version.Versions;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/// The registry without its server: what it is made of, and how the parts hold together.
public final class Registry implements AutoCloseable {
    /// Of the database, and of the migrations.
    public static final String SCHEMA = "registry";

    private final Database database;
    private final Epoch epoch;
    private final Wakeup wakeup = new Wakeup();
    private final Mutations mutations;
    private final AssetIds assets = new AssetIds();
    private final VersionIds versionIds = new VersionIds(assets);
    private final Versions versions;
    private final SchemaHistory schemas;
    private final LearnedLabels labels;
    private final ReplySweeper sweeper;

    /// @param database stays open when the registry closes
    public Registry(RegistrySettings settings, Database database, MeterRegistry meters) {
        this.database = database;
        this.epoch = Epoch.read(database);
        this.mutations = new Mutations(database, epoch, wakeup);
        this.versions = new Versions(assets, settings.recordCacheBytes());
        this.schemas = new SchemaHistory(versions::record);
        this.labels = new LearnedLabels(assets, versionIds);
        this.sweeper = ReplySweeper.start(database);
        HorizonAge.measure(database, meters);
    }

    public List<ServerServiceDefinition> services() {
        return RegistryEndpoints.bind(List.of(records(), labels(), deploy(), retire(), feed()));
    }

    private Methods records() {
        return new RecordMethods(
                new CreateProject(mutations),
                new GetProject(database),
                new ListProjects(database),
                new CreateAsset(mutations),
                new GetAsset(database, assets),
                new ListAssets(database),
                new CreateVersion(mutations, assets, versionIds, schemas, new MovedLabels(assets)),
                new GetVersion(database, assets, versions),
                new ListVersions(database, assets, versions),
                new AnnotateVersion(mutations, versionIds, versions),
                new SetAlias(mutations, assets, versionIds),
                new DeleteAlias(mutations, assets),
                new ListAliasMoves(database, assets, versionIds));
    }

    private Methods labels() {
        return new LabelMethods(
                new GetSchemaDiff(database, versionIds, schemas),
                new GetSchemaImpact(database, versionIds, schemas, labels),
                new GetLedgerImpact(database, versionIds),
                new FindNamedLedgers(database),
                new RecordSchemaReview(mutations, assets, versionIds),
                new ListSchemaReviews(database, versionIds));
    }

    private Methods deploy() {
        Environments environments = new Environments(assets, versionIds);
        EvaluationStore evaluations = new EvaluationStore(versionIds);
        FactReader facts = new FactReader(versionIds, versions, evaluations, labels);
        return new DeployMethods(
                new RecordEvaluation(mutations, versionIds, versions),
                new GetEvaluation(database, evaluations),
                new ListEvaluations(database, evaluations),
                new SetDeployPolicy(mutations, versionIds, environments),
                new GetDeployPolicy(database, environments),
                new GetEnvironment(database, environments),
                new GetDeployFacts(database, environments, facts, versionIds, versions, epoch),
                new DeployVersion(mutations, versionIds, environments, facts),
                new RollbackDeployment(mutations, environments, facts),
                new EndDeployment(mutations, environments),
                new GetDeployment(database, environments),
                new ListDeployments(database, versionIds));
    }

    private Methods retire() {
        MoveVersion moves = new MoveVersion(versions);
        Retirements retirements = new Retirements(versionIds, versions, Retention.DEFAULT);
        return new RetireMethods(
                new DeprecateVersion(mutations, versionIds, moves),
                new ReinstateVersion(mutations, versionIds, moves),
                new RetireVersion(mutations, versionIds, moves, retirements),
                new GetRetirement(database, retirements),
                new ListTransitions(database, versionIds));
    }

    private Methods feed() {
        return new FeedMethods(
                new FindReply(database, epoch), new WatchChanges(new ChangeFeed(database, epoch), wakeup));
    }

    @Override
    public void close() {
        wakeup.close();
        sweeper.close();
    }
}
