package dev.pedigree.gateway.limit;

import static dev.pedigree.gateway.testing.Wire.assertRefused;
import static dev.pedigree.gateway.testing.Wire.saysWhenToComeBack;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_OVERLOADED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.gateway.limit.CallerLimits.Place;
import dev.pedigree.gateway.testing.Stage;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.ListProjectsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

class CallerLimitsTest {
    @Test
    void aCallerHasNoMoreCallsGoingOnThanItMay() {
        CallerLimits limits = new CallerLimits(new LimitSettings(2, 1_000_000));
        Place first = limits.enter("ada");
        limits.enter("ada");

        assertThatThrownBy(() -> limits.enter("ada")).isInstanceOf(Exhausted.class);
        first.leave();
        first.leave(); // leaving twice makes room for one
        limits.enter("ada");
        assertThatThrownBy(() -> limits.enter("ada")).isInstanceOf(Exhausted.class);
    }

    @Test
    void oneCallerDoesNotTakeThePlaceOfAnother() {
        CallerLimits limits = new CallerLimits(new LimitSettings(1, 1_000_000));
        limits.enter("ada");

        limits.enter("bob").leave();
    }

    @Test
    void whoCallsTooOftenIsToldToComeBack() {
        try (Stage stage = Stage.open(new LimitSettings(10, 10))) {
            AssetServiceGrpc.AssetServiceBlockingStub assets =
                    AssetServiceGrpc.newBlockingStub(stage.with(stage.people().reader()));

            StatusRuntimeException refusal =
                    assertRefused(Status.Code.RESOURCE_EXHAUSTED, ERROR_REASON_OVERLOADED, () -> {
                        for (int count = 0; count < 1_000; count++) {
                            assets.listProjects(ListProjectsRequest.getDefaultInstance());
                        }
                    });

            assertThat(saysWhenToComeBack(refusal)).isTrue();
        }
    }

    @Test
    void aCallThatEndedHasLeftItsPlace() {
        try (Stage stage = Stage.open(new LimitSettings(1, 1_000_000))) {
            AssetServiceGrpc.AssetServiceBlockingStub assets =
                    AssetServiceGrpc.newBlockingStub(stage.with(stage.people().reader()));
            int served = 0;
            for (int count = 0; count < 50; count++) {
                served += listsProjects(assets) ? 1 : 0;
            }

            // A place is left a moment after the reply has gone out.
            assertThat(served).isGreaterThan(10);
        }
    }

    private static boolean listsProjects(AssetServiceGrpc.AssetServiceBlockingStub assets) {
        try {
            assets.listProjects(ListProjectsRequest.getDefaultInstance());
            return true;
        } catch (StatusRuntimeException refusal) {
            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            return false;
        }
    }
}
