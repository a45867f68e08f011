package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.AlreadyExists;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.mesh.v1.ListVisibleProjectsRequest;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Asset;
import dev.pedigree.v1.CreateAssetRequest;
import dev.pedigree.v1.CreateProjectRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetAssetRequest;
import dev.pedigree.v1.GetProjectRequest;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.ListAssetsRequest;
import dev.pedigree.v1.ListAssetsResponse;
import dev.pedigree.v1.ListProjectsRequest;
import dev.pedigree.v1.ListProjectsResponse;
import dev.pedigree.v1.Project;
import io.grpc.StatusException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ReadsTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Sample sample;

    @BeforeEach
    void makeProject() throws StatusException {
        sample = Sample.in(RIG);
    }

    @Test
    void aProjectIsReadBackAndItsNameIsTaken() throws StatusException {
        Project project = RIG.reader()
                .getProject(GetProjectRequest.newBuilder()
                        .setName(sample.project().toString())
                        .build());
        assertThat(project.getName()).isEqualTo(sample.project().toString());
        assertThat(project.getCreator()).isEqualTo("ann");
        refused(
                AlreadyExists.class,
                ErrorReason.ERROR_REASON_PROJECT_EXISTS,
                () -> RIG.writer()
                        .createProject(CreateProjectRequest.newBuilder()
                                .setProjectId(sample.project().id())
                                .build()));
    }

    @Test
    void whatIsNotThereIsNamed() {
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_PROJECT_NOT_FOUND,
                () -> RIG.reader()
                        .getProject(GetProjectRequest.newBuilder()
                                .setName("projects/missing")
                                .build()));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_PROJECT_NOT_FOUND,
                () -> RIG.writer()
                        .createAsset(CreateAssetRequest.newBuilder()
                                .setParent("projects/missing")
                                .setKind(dev.pedigree.v1.Kind.KIND_MODEL)
                                .setAssetId("net")
                                .build()));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_PROJECT_NOT_FOUND,
                () -> RIG.reader()
                        .listAssets(ListAssetsRequest.newBuilder()
                                .setParent("projects/missing")
                                .build()));
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_ASSET_NOT_FOUND,
                () -> RIG.reader()
                        .getAsset(GetAssetRequest.newBuilder()
                                .setName(sample.project() + "/models/missing")
                                .build()));
        for (String reference : List.of("1", "latest", "4294967297")) {
            refused(
                    NotFound.class,
                    ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                    () -> RIG.reader()
                            .getVersion(GetVersionRequest.newBuilder()
                                    .setName(sample.project() + "/models/missing/versions/" + reference)
                                    .build()));
        }
    }

    @Test
    void anAssetIsReadBackAndItsNameIsTakenWithinItsKind() throws StatusException {
        CreateAssetRequest request = CreateAssetRequest.newBuilder()
                .setParent(sample.project().toString())
                .setKind(dev.pedigree.v1.Kind.KIND_LABEL_SCHEMA)
                .setAssetId("classes")
                .setDisplayName("Classes")
                .setDescription("What there is to see")
                .build();
        Asset created = RIG.writer().createAsset(request);
        assertThat(created.getNewestVersion()).isZero();
        sample.create(AssetName.parse(created.getName()), Records.labelSchema());
        assertThat(RIG.reader()
                        .getAsset(GetAssetRequest.newBuilder()
                                .setName(created.getName())
                                .build()))
                .isEqualTo(created.toBuilder()
                        .clearConsistencyToken()
                        .setNewestVersion(1)
                        .build());
        refused(
                AlreadyExists.class,
                ErrorReason.ERROR_REASON_ASSET_EXISTS,
                () -> RIG.writer().createAsset(request));
        sample.asset(Kind.MODEL, "classes");
    }

    @Test
    void assetsAreListedByKindAndIdPageByPage() throws StatusException {
        for (String id : List.of("c", "a", "b")) {
            sample.asset(Kind.MODEL, id);
            sample.asset(Kind.DATASET, id);
        }
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            ListAssetsResponse page = assets(token, dev.pedigree.v1.Kind.KIND_UNSPECIFIED);
            page.getAssetsList().forEach(asset -> names.add(asset.getName()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(names)
                .containsExactly(
                        sample.project() + "/datasets/a",
                        sample.project() + "/datasets/b",
                        sample.project() + "/datasets/c",
                        sample.project() + "/models/a",
                        sample.project() + "/models/b",
                        sample.project() + "/models/c");
        assertThat(assets("", dev.pedigree.v1.Kind.KIND_MODEL).getAssetsList())
                .extracting(Asset::getName)
                .containsExactly(sample.project() + "/models/a", sample.project() + "/models/b");
    }

    @Test
    void aPageTokenThatIsDamagedOrForeignIsRefused() throws StatusException {
        for (String id : List.of("a", "b", "c")) {
            sample.asset(Kind.MODEL, id);
        }
        String token = assets("", dev.pedigree.v1.Kind.KIND_UNSPECIFIED).getNextPageToken();
        for (String bad : List.of("x", "!", token.substring(1), "A" + token.substring(1), token + "AAAA")) {
            refused(
                    Invalid.class,
                    ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID,
                    () -> assets(bad, dev.pedigree.v1.Kind.KIND_UNSPECIFIED));
        }
        refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID,
                () -> assets(token, dev.pedigree.v1.Kind.KIND_MODEL));
    }

    @Test
    void onlyVisibleProjectsAreListed() throws StatusException {
        Sample other = Sample.in(RIG);
        assertThat(projects(false, sample).getProjectsList())
                .extracting(Project::getName)
                .containsExactly(sample.project().toString());
        assertThat(projects(false).getProjectsList()).isEmpty();
        assertThat(projects(true).getProjectsList())
                .extracting(Project::getName)
                .contains(sample.project().toString(), other.project().toString())
                .isSorted();
    }

    private ListAssetsResponse assets(String token, dev.pedigree.v1.Kind kind) throws StatusException {
        return RIG.reader()
                .listAssets(ListAssetsRequest.newBuilder()
                        .setParent(sample.project().toString())
                        .setKind(kind)
                        .setPageSize(2)
                        .setPageToken(token)
                        .build());
    }

    private static ListProjectsResponse projects(boolean all, Sample... visible) throws StatusException {
        ListVisibleProjectsRequest.Builder request = ListVisibleProjectsRequest.newBuilder()
                .setRequest(ListProjectsRequest.getDefaultInstance())
                .setAll(all);
        for (Sample one : visible) {
            request.addProjectIds(one.project().id());
        }
        return RIG.reader().listProjects(request.build());
    }
}
