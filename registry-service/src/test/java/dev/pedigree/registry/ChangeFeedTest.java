package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.registry.testing.Parallel;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.registry.testing.Watching;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.Omission;
import dev.pedigree.v1.Relation;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class ChangeFeedTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Sample sample;

    @BeforeEach
    void makeProject() throws Exception {
        sample = Sample.in(RIG);
    }

    @Test
    void aChangeSaysEverythingAReaderNeeds() throws Exception {
        Version dataset = sample.dataset("images");
        Version model = sample.model("net", dataset.getName());

        Change change = changeOf(model.getName());
        assertThat(change.getVerb()).isEqualTo("CreateVersion");
        assertThat(change.getActor()).isEqualTo("ann");
        assertThat(change.getRevision()).isEqualTo(1);
        assertThat(change.getTime()).isEqualTo(model.getCreateTime());
        assertThat(change.getRecordDigest()).isEqualTo(model.getRecordDigest());
        assertThat(change.getDigestsList()).containsExactly(model.getRecord().getManifestDigest());
        assertThat(change.getNode().getKind()).isEqualTo(LineageKind.LINEAGE_KIND_MODEL_VERSION);
        assertThat(change.getNode().getState()).isEqualTo(Version.State.STATE_REGISTERED);
        assertThat(change.getNode().getEdgesList())
                .containsExactly(
                        edge(Relation.RELATION_TRAINING, dataset.getName()),
                        edge(Relation.RELATION_TEST, dataset.getName()));
    }

    @Test
    void aDatasetNodeNamesItsPipelineAndWhatIsNotStated() throws Exception {
        Version complete = sample.dataset("images");
        assertThat(changeOf(complete.getName()).getNode().getPipeline()).isEqualTo("resize@4f2a91c");
        assertThat(changeOf(complete.getName()).getNode().getMissingList()).isEmpty();

        Omission unknown = Omission.newBuilder().setReason("nobody knows").build();
        VersionRecord.Builder record = complete.getRecord().toBuilder();
        record.getDatasetBuilder().getLabelSchemaBuilder().setNotStated(unknown);
        record.getDatasetBuilder().getPreprocessingBuilder().setNotStated(unknown);
        Version vague = sample.create(sample.asset(Kind.DATASET, "vague"), record);
        assertThat(changeOf(vague.getName()).getNode().getMissingList())
                .containsExactly("label_schema", "preprocessing");

        record.getDatasetBuilder().getLabelSchemaBuilder().setNotApplicable(unknown);
        record.getDatasetBuilder().getPreprocessingBuilder().setNotApplicable(unknown);
        Version exempt = sample.create(sample.asset(Kind.DATASET, "exempt"), record);
        assertThat(changeOf(exempt.getName()).getNode().getMissingList()).isEmpty();
        assertThat(changeOf(exempt.getName()).getNode().getPipeline()).isEmpty();
    }

    @Test
    void aReaderContinuesWhereItStopped() throws Exception {
        String position;
        try (Watching watching = Watching.from(RIG, "")) {
            watching.untilNothingMore();
            position = watching.last().getPosition();
        }
        Version dataset = sample.dataset("images");
        try (Watching watching = Watching.from(RIG, position)) {
            assertThat(watching.untilNothingMore())
                    .extracting(Change::getSubject)
                    .containsExactly(
                            sample.project() + "/labelSchemas/images-schema",
                            sample.project() + "/labelSchemas/images-schema/versions/1",
                            sample.project() + "/datasets/images",
                            dataset.getName());
        }
    }

    @Test
    void theHorizonCoversATokenOnceItsChangeWasStreamed() throws Exception {
        try (Watching watching = Watching.from(RIG, "")) {
            watching.untilNothingMore();
            Version dataset = sample.dataset("images");
            ConsistencyToken token = ConsistencyToken.parse(dataset.getConsistencyToken());
            List<Change> before = watching.until(
                    message -> ConsistencyToken.parse(message.getHorizon()).covers(token));
            assertThat(before).extracting(Change::getSubject).contains(dataset.getName());
        }
    }

    @Test
    void aSlowCommitterIsNeverSkipped() throws Exception {
        try (Watching watching = Watching.from(RIG, "");
                Connection slow = RIG.connect();
                Statement statement = slow.createStatement()) {
            watching.untilNothingMore();
            slow.setAutoCommit(false);
            String subject = "projects/slow-" + UUID.randomUUID();
            statement.execute("insert into change (subject, revision, payload) values ('%s', 1, '\\x%s')"
                    .formatted(
                            subject,
                            HexFormat.of()
                                    .formatHex(Change.newBuilder()
                                            .setSubject(subject)
                                            .build()
                                            .toByteArray())));
            Version behind = sample.dataset("images"); // committed, but after a transaction that still runs
            assertThat(streamedWithin(watching, Duration.ofMillis(1500))).isEmpty();

            slow.commit();
            List<String> subjects = new ArrayList<>(watching
                    .until(message -> message.getChangesList().stream()
                            .anyMatch(change -> change.getSubject().equals(behind.getName())))
                    .stream()
                    .map(Change::getSubject)
                    .toList());
            assertThat(subjects).startsWith(subject).doesNotHaveDuplicates().contains(behind.getName());
        }
    }

    @Test
    void theFrontierIsBeyondAllThatIsCommittedThoughTheHorizonIsHeldUp() throws Exception {
        try (Connection slow = RIG.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            ConsistencyToken written =
                    ConsistencyToken.parse(sample.dataset("images").getConsistencyToken());

            try (Watching watching = Watching.from(RIG, "")) {
                watching.untilNothingMore();
                ConsistencyToken frontier =
                        ConsistencyToken.parse(watching.last().getFrontier());
                assertThat(frontier.covers(written)).isTrue();
                assertThat(ConsistencyToken.parse(watching.last().getHorizon()).covers(frontier))
                        .isFalse();

                slow.commit();
                watching.until(
                        message -> ConsistencyToken.parse(message.getHorizon()).covers(frontier));
            }
        }
    }

    @Test
    void nothingIsSkippedOrRepeatedUnderManyWriters() throws Exception {
        Version dataset = sample.dataset("images");
        AssetName net = sample.asset(Kind.MODEL, "net");
        try (Watching watching = Watching.from(RIG, "")) {
            watching.untilNothingMore();
            List<String> created = Parallel.times(
                    32,
                    index -> sample.create(
                                    net,
                                    Records.model(
                                            List.of(dataset.getName()), dataset.getName(), Sample.digest("w" + index)))
                            .getName());
            HashSet<String> missing = new HashSet<>(created);
            List<Change> streamed = watching.until(message -> {
                message.getChangesList().forEach(change -> missing.remove(change.getSubject()));
                return missing.isEmpty();
            });
            assertThat(streamed).extracting(Change::getSubject).containsExactlyInAnyOrderElementsOf(created);
        }
    }

    @Test
    void aPositionOfAnotherClusterIsRefused() {
        String foreign = ConsistencyToken.beginning(UUID.randomUUID()).toString();
        for (String position : List.of(foreign, "damaged", foreign.substring(1))) {
            refused(Invalid.class, ErrorReason.ERROR_REASON_TOKEN_INVALID, () -> {
                try (Watching watching = Watching.from(RIG, position)) {
                    watching.next();
                }
            });
        }
    }

    private static List<Change> streamedWithin(Watching watching, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return watching.until(_ -> System.nanoTime() > end);
    }

    private static Change changeOf(String subject) {
        try (Watching watching = Watching.from(RIG, "")) {
            return watching.untilNothingMore().stream()
                    .filter(change -> change.getSubject().equals(subject))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Edge edge(Relation relation, String to) {
        return Edge.newBuilder().setRelation(relation).setTo(to).build();
    }
}
