package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.registry.testing.Watching;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AnnotateVersionRequest;
import dev.pedigree.v1.Annotations;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.ListVersionsRequest;
import dev.pedigree.v1.ListVersionsResponse;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionFilter;
import io.grpc.StatusException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class VersionsTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Sample sample;
    private AssetName net;
    private String dataset;

    @BeforeEach
    void makeModel() throws StatusException {
        sample = Sample.in(RIG);
        dataset = sample.dataset("images").getName();
        net = sample.asset(Kind.MODEL, "net");
    }

    @Test
    void versionsAreListedNewestFirstPageByPage() throws StatusException {
        for (int index = 1; index <= 3; index++) {
            create("ann", index);
        }
        ListVersionsResponse first = list(VersionFilter.getDefaultInstance(), 2, "");
        assertThat(first.getVersionsList()).extracting(Version::getNumber).containsExactly(3L, 2L);
        ListVersionsResponse second = list(VersionFilter.getDefaultInstance(), 2, first.getNextPageToken());
        assertThat(second.getVersionsList()).extracting(Version::getNumber).containsExactly(1L);
        assertThat(second.getNextPageToken()).isEmpty();
        refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID,
                () -> list(filter().setShowRetired(true).build(), 2, first.getNextPageToken()));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_ASSET_NOT_FOUND,
                () -> RIG.reader()
                        .listVersions(ListVersionsRequest.newBuilder()
                                .setParent(sample.project() + "/models/missing")
                                .build()));
    }

    @Test
    void everyConditionOfAFilterHolds() throws StatusException {
        Version one = create("ann", 1);
        Version two = create("bob", 2);
        Version three = create("ann", 3);

        assertThat(numbers(filter().setCreator("ann"))).containsExactly(3L, 1L);
        assertThat(numbers(filter().putTags("index", "2"))).containsExactly(2L);
        assertThat(numbers(filter().putTags("index", "2").putTags("team", "vision")))
                .containsExactly(2L);
        assertThat(numbers(filter().putTags("index", "2").setCreator("ann"))).isEmpty();
        assertThat(numbers(filter().setManifestDigest(one.getRecord().getManifestDigest())))
                .containsExactly(1L);
        assertThat(numbers(filter().setCreatedAfter(one.getCreateTime()).setCreatedBefore(three.getCreateTime())))
                .containsExactly(two.getNumber());
        assertThat(numbers(filter().addStates(Version.State.STATE_REGISTERED))).hasSize(3);
        assertThat(numbers(filter().addStates(Version.State.STATE_RETIRED))).isEmpty();
    }

    @Test
    void annotationsAreReplacedUnderTheirEtagAndTheFeedHearsOfIt() throws StatusException {
        Version version = create("ann", 1);
        Annotations annotations = Annotations.newBuilder()
                .setDescription("better")
                .putTags("team", "speech")
                .build();
        Version annotated = annotate(version, version.getEtag(), annotations);
        assertThat(annotated.getAnnotations()).isEqualTo(annotations);
        assertThat(annotated.getRecord()).isEqualTo(version.getRecord());
        assertThat(annotated.getEtag()).isNotEqualTo(version.getEtag());
        assertThat(RIG.reader()
                        .getVersion(GetVersionRequest.newBuilder()
                                .setName(version.getName())
                                .build()))
                .isEqualTo(annotated.toBuilder().clearConsistencyToken().build());

        Conflict stale = refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_ETAG_MISMATCH,
                () -> annotate(version, version.getEtag(), annotations));
        assertThat(stale.metadata()).containsEntry("etag", annotated.getEtag());

        try (Watching watching = Watching.from(RIG, "")) {
            assertThat(watching.untilNothingMore())
                    .filteredOn(change -> change.getSubject().equals(version.getName()))
                    .extracting(change -> change.getRevision() + " " + change.getVerb())
                    .containsExactly("1 CreateVersion", "2 AnnotateVersion");
        }
    }

    @Test
    void formerAnnotationsAreKept() throws StatusException {
        Version version = create("ann", 1);
        annotate(version, version.getEtag(), Annotations.getDefaultInstance());
        List<String> kept = RIG.database()
                .read(sql -> sql.resultQuery(
                                "select a.description from annotation a join version v on v.id = a.version_id "
                                        + "join asset s on s.id = v.asset_id join project p on p.id = s.project_id "
                                        + "where p.project_id = ? order by a.revision",
                                sample.project().id())
                        .fetch(0, String.class));
        assertThat(kept).containsExactly("number 1", "");
    }

    @Test
    void anUnknownVersionIsNotAnnotated() {
        Version missing =
                Version.newBuilder().setName(net.version(9).toString()).build();
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> annotate(missing, "etag", Annotations.getDefaultInstance()));
    }

    private Version create(String user, int index) throws StatusException {
        return RIG.writer(user)
                .createVersion(Sample.command(CreateVersionRequest.newBuilder()
                        .setParent(net.toString())
                        .setRecord(Records.model(List.of(dataset), dataset, Sample.digest("weights " + index)))
                        .setAnnotations(Annotations.newBuilder()
                                .setDescription("number " + index)
                                .putTags("index", Integer.toString(index))
                                .putTags("team", "vision"))));
    }

    private static Version annotate(Version version, String etag, Annotations annotations) throws StatusException {
        return RIG.writer()
                .annotateVersion(AnnotateVersionRequest.newBuilder()
                        .setName(version.getName())
                        .setEtag(etag)
                        .setAnnotations(annotations)
                        .build());
    }

    private List<Long> numbers(VersionFilter.Builder filter) throws StatusException {
        return list(filter.build(), 0, "").getVersionsList().stream()
                .map(Version::getNumber)
                .toList();
    }

    private ListVersionsResponse list(VersionFilter filter, int size, String token) throws StatusException {
        return RIG.reader()
                .listVersions(ListVersionsRequest.newBuilder()
                        .setParent(net.toString())
                        .setFilter(filter)
                        .setPageSize(size)
                        .setPageToken(token)
                        .build());
    }

    private static VersionFilter.Builder filter() {
        return VersionFilter.newBuilder();
    }
}
