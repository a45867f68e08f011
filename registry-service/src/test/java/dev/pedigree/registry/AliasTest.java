package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.registry.testing.Parallel;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.v1.Alias;
import dev.pedigree.v1.AliasMove;
import dev.pedigree.v1.DeleteAliasRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.ListAliasMovesRequest;
import dev.pedigree.v1.ListAliasMovesResponse;
import dev.pedigree.v1.SetAliasRequest;
import dev.pedigree.v1.Version;
import io.grpc.StatusException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AliasTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Sample sample;
    private String asset;
    private Version first;
    private Version second;

    @BeforeEach
    void makeVersions() throws StatusException {
        sample = Sample.in(RIG);
        first = sample.dataset("images");
        asset = sample.project() + "/datasets/images";
        second = sample.create(AssetName.parse(asset), Sample.following(first));
    }

    @Test
    void anAliasPointsWhereItWasLastSet() throws StatusException {
        set(first, "");
        assertThat(get("@prod").getName()).isEqualTo(first.getName());
        Alias moved = set(second, "");
        assertThat(moved.getVersion()).isEqualTo(second.getName());
        assertThat(get("@prod").getName()).isEqualTo(second.getName());
        assertThat(get("@prod").getAliasesList()).containsExactly("prod");
        assertThat(get("1").getAliasesList()).isEmpty();
    }

    @Test
    void everyMoveIsKept() throws StatusException {
        set(first, "");
        set(second, "");
        delete("");
        assertThat(moves(0, "").getMovesList())
                .extracting(AliasMove::getFromVersion, AliasMove::getToVersion)
                .containsExactly(
                        tuple(second.getName(), ""),
                        tuple(first.getName(), second.getName()),
                        tuple("", first.getName()));
        ListAliasMovesResponse page = moves(2, "");
        assertThat(page.getMovesCount()).isEqualTo(2);
        ListAliasMovesResponse rest = moves(2, page.getNextPageToken());
        assertThat(rest.getMovesCount()).isEqualTo(1);
        assertThat(rest.getNextPageToken()).isEmpty();
    }

    @Test
    void aStaleEtagIsRefusedWithThePresentOne() throws StatusException {
        Alias old = set(first, "");
        Alias present = set(second, old.getEtag());
        Conflict fault =
                refused(Conflict.class, ErrorReason.ERROR_REASON_ETAG_MISMATCH, () -> set(first, old.getEtag()));
        assertThat(fault.metadata()).containsEntry("etag", present.getEtag());
        refused(Conflict.class, ErrorReason.ERROR_REASON_ETAG_MISMATCH, () -> delete(old.getEtag()));
        delete(present.getEtag());
    }

    @Test
    void aRemovedAliasIsNotFound() throws StatusException {
        set(first, "");
        delete("");
        refused(NotFound.class, ErrorReason.ERROR_REASON_ALIAS_NOT_FOUND, () -> get("@prod"));
        refused(NotFound.class, ErrorReason.ERROR_REASON_ALIAS_NOT_FOUND, () -> delete(""));
        set(second, "");
        assertThat(get("@prod").getName()).isEqualTo(second.getName());
    }

    @Test
    void anAliasPointsOnlyAtVersionsOfItsOwnAsset() throws StatusException {
        Version other = sample.dataset("other");
        refused(Invalid.class, ErrorReason.ERROR_REASON_FIELDS_INVALID, () -> set(other, ""));
        Version missing = first.toBuilder().setName(asset + "/versions/99").build();
        refused(NotFound.class, ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, () -> set(missing, ""));
    }

    @Test
    void parallelMovesQueueUp() throws Exception {
        List<Alias> aliases = Parallel.times(16, index -> set(index % 2 == 0 ? first : second, ""));
        assertThat(aliases).extracting(Alias::getEtag).doesNotHaveDuplicates();
        List<AliasMove> moves = moves(0, "").getMovesList();
        assertThat(moves).hasSize(16);
        for (int index = 0; index < 15; index++) {
            assertThat(moves.get(index).getFromVersion())
                    .isEqualTo(moves.get(index + 1).getToVersion());
        }
    }

    private Alias set(Version version, String etag) throws StatusException {
        return RIG.writer()
                .setAlias(SetAliasRequest.newBuilder()
                        .setName(asset + "/aliases/prod")
                        .setVersion(version.getName())
                        .setEtag(etag)
                        .build());
    }

    private void delete(String etag) throws StatusException {
        var reply = RIG.writer()
                .deleteAlias(DeleteAliasRequest.newBuilder()
                        .setName(asset + "/aliases/prod")
                        .setEtag(etag)
                        .build());
        assertThat(reply.getConsistencyToken()).isNotEmpty();
    }

    private Version get(String reference) throws StatusException {
        return RIG.reader()
                .getVersion(GetVersionRequest.newBuilder()
                        .setName(asset + "/versions/" + reference)
                        .build());
    }

    private ListAliasMovesResponse moves(int size, String token) throws StatusException {
        return RIG.reader()
                .listAliasMoves(ListAliasMovesRequest.newBuilder()
                        .setParent(asset)
                        .setAlias("prod")
                        .setPageSize(size)
                        .setPageToken(token)
                        .build());
    }
}
