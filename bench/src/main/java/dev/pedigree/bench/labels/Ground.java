package dev.pedigree.bench.labels;

import dev.pedigree.bench.Progress;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AdditiveChange;
import dev.pedigree.v1.AdditiveLabels;
import dev.pedigree.v1.ComputedStatistics;
import dev.pedigree.v1.CorrectiveChange;
import dev.pedigree.v1.CorrectiveLabels;
import dev.pedigree.v1.CreateAssetRequest;
import dev.pedigree.v1.CreateProjectRequest;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.DatasetChange;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerReference;
import dev.pedigree.v1.LabelSchemaRecord;
import dev.pedigree.v1.LabelStatisticsFact;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.SampleSource;
import dev.pedigree.v1.VersionRecord;
import java.nio.file.Path;

/// The project with its label schema, and how versions of its datasets come about.
final class Ground {
    private final Plan plan;
    private final LabelClient client;
    private final LabelData data;
    private final Kept kept;
    private final String project;
    private final String schema;
    private final String manifest;

    Ground(Plan plan, LabelClient client, LabelData data, Kept kept) throws Exception {
        this.plan = plan;
        this.client = client;
        this.data = data;
        this.kept = kept;
        this.project = kept.get("project", this::makeProject);
        this.schema = kept.get("schema", this::makeSchema);
        this.manifest = kept.get("manifest", () -> client.commitManifest(project, "README", data.note()));
    }

    Plan plan() {
        return plan;
    }

    LabelClient client() {
        return client;
    }

    LabelData data() {
        return data;
    }

    String project() {
        return project;
    }

    private String makeProject() {
        return client.assets()
                .createProject(
                        CreateProjectRequest.newBuilder().setProjectId("bench").build())
                .getName();
    }

    private String makeSchema() {
        VersionRecord.Builder record = Records.labelSchema();
        LabelSchemaRecord.Builder classes = record.getLabelSchemaBuilder().clearClasses();
        for (int number = 0; number < LabelData.CLASSES; number++) {
            classes.addClasses(LabelClass.newBuilder()
                    .setId(LabelData.classId(number))
                    .setName("class " + number)
                    .setDefinition("What class %d stands for.".formatted(number)));
        }
        return version(asset(Kind.KIND_LABEL_SCHEMA, "classes"), record);
    }

    private String asset(Kind kind, String id) {
        return client.assets()
                .createAsset(CreateAssetRequest.newBuilder()
                        .setParent(project)
                        .setKind(kind)
                        .setAssetId(id)
                        .build())
                .getName();
    }

    private String version(String asset, VersionRecord.Builder record) {
        return client.assets()
                .createVersion(CreateVersionRequest.newBuilder()
                        .setParent(asset)
                        .setRecord(record)
                        .build())
                .getName();
    }

    /// The first version of a dataset with so many labels.
    Dataset dataset(long labels) throws Exception {
        String id = "labels-" + labels;
        String asset = kept.get(id, () -> asset(Kind.KIND_DATASET, id));
        String ledger = kept.get(id + ".ledger", () -> {
            Progress.say("a dataset of %,d labels", labels);
            String file = upload(data.labels(labels));
            return client.prepare(change(file)
                            .setInitial(InitialLabels.getDefaultInstance())
                            .build())
                    .getDigest();
        });
        String version = kept.get(id + ".version", () -> {
            String file = upload(data.labels(labels));
            return version(asset, record(file, ledger));
        });
        return new Dataset(asset, version, ledger);
    }

    String upload(Path file) throws Exception {
        return client.upload(project, file);
    }

    /// A version that corrects labels of another, from PrepareLabels to the committed version.
    Dataset correct(Dataset parent, String file, long samples) {
        LabelLedger ledger = client.prepare(change(file)
                .setParentLedger(parent.ledger())
                .setCorrective(CorrectiveLabels.getDefaultInstance())
                .build());
        return follow(
                parent,
                file,
                ledger,
                DatasetChange.newBuilder()
                        .setCorrective(CorrectiveChange.newBuilder()
                                .setCorrectedSamples(samples)
                                .setCorrector("reviewer")
                                .setReason("looked at again")));
    }

    /// A version that adds labels to those of another.
    Dataset add(Dataset parent, String file, long samples) {
        LabelLedger ledger = client.prepare(change(file)
                .setParentLedger(parent.ledger())
                .setAdditive(AdditiveLabels.getDefaultInstance())
                .build());
        return follow(
                parent,
                file,
                ledger,
                DatasetChange.newBuilder()
                        .setAdditive(AdditiveChange.newBuilder()
                                .setAddedSamples(samples)
                                .setSource(SampleSource.SAMPLE_SOURCE_COLLECTED)
                                .setSourceDescription("what came in since")));
    }

    private Dataset follow(Dataset parent, String file, LabelLedger ledger, DatasetChange.Builder change) {
        VersionRecord.Builder record = record(file, ledger.getDigest())
                .setParentVersion(parent.version())
                .setBranch(true);
        record.getDatasetBuilder().setChange(change);
        return new Dataset(parent.asset(), version(parent.asset(), record), ledger.getDigest());
    }

    private VersionRecord.Builder record(String file, String ledger) {
        VersionRecord.Builder record = Records.dataset(schema, manifest);
        record.getDatasetBuilder()
                .setLabelStatistics(
                        LabelStatisticsFact.newBuilder().setComputed(ComputedStatistics.getDefaultInstance()))
                .setLabelLedger(
                        LabelLedgerReference.newBuilder().setDigest(ledger).setChangeFile(file));
        return record;
    }

    private PrepareLabelsRequest.Builder change(String file) {
        return PrepareLabelsRequest.newBuilder()
                .setParent(project)
                .setLabelSchema(schema)
                .setChangeFile(file)
                .setFormat(LabelFileFormat.LABEL_FILE_FORMAT_PARQUET);
    }
}
