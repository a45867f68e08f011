package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.EndDeploymentRequest;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.RollbackDeploymentRequest;
import dev.pedigree.v1.Version;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes on, and what says why it does not, while a part of the mesh is away.
final class OutageTest {
    @TempDir
    static Path data;

    private static Mesh mesh;

    @BeforeAll
    static void start() {
        mesh = Mesh.local(data, 0);
    }

    @AfterAll
    static void stop() {
        mesh.close();
    }

    @Test
    void withoutLineageEverythingButDeployGoesOn() throws Exception {
        try (MeshClient client = MeshClient.of(mesh)) {
            Version dataset = client.dataset("samples");
            String asset = client.asset(Kind.KIND_MODEL, "net");
            String environment = client.environment(asset, "production", dataset, 0.5);
            Version first = client.model(asset, dataset);
            Version second = client.model(asset, dataset);
            client.evaluate(first, dataset, 0.9);
            client.evaluate(second, dataset, 0.9);
            Deployment before = client.deploy(first, environment);
            client.deploy(second, environment);

            mesh.stop(ServiceKind.LINEAGE);
            try {
                Version third = client.model(asset, dataset);
                client.evaluate(third, dataset, 0.9);
                assertThat(client.download(client.upload("bytes"))).isEqualTo("bytes");
                assertThat(get(client, third.getName())).isEqualTo(third.getName());

                StatusRuntimeException refusal = refusal(() -> client.deploy(third, environment));
                assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                assertThat(reason(refusal)).isEqualTo("DEPENDENCY_UNAVAILABLE");
                assertThat(carriesRetryInfo(refusal)).isTrue();

                Deployment rollback = client.lifecycle()
                        .rollbackDeployment(RollbackDeploymentRequest.newBuilder()
                                .setName(environment)
                                .setEtag(client.environment(environment).getEtag())
                                .setReason("lineage is down and the model misbehaves")
                                .build());
                assertThat(rollback.getVersion()).isEqualTo(first.getName());
                assertThat(rollback.getRollbackOf()).isEqualTo(before.getName());
                Deployment ended = client.lifecycle()
                        .endDeployment(EndDeploymentRequest.newBuilder()
                                .setName(rollback.getName())
                                .setEtag(rollback.getEnvironmentEtag())
                                .setReason("end of the exercise")
                                .build());
                assertThat(ended.getState()).isEqualTo(Deployment.State.STATE_ENDED);
            } finally {
                mesh.start(ServiceKind.LINEAGE);
            }
        }
    }

    @Test
    void withoutTheObjectStoreMetadataGoesOn() throws Exception {
        try (MeshClient client = MeshClient.of(mesh)) {
            Version dataset = client.dataset("samples");
            String asset = client.asset(Kind.KIND_MODEL, "net");
            Version model = client.model(asset, dataset);

            mesh.stopObjectStore();
            try {
                assertThat(get(client, asset + "/versions/latest")).isEqualTo(model.getName());
                assertThat(client.evaluate(model, dataset, 0.9).getName()).startsWith(model.getName());
                StatusRuntimeException refusal = refusal(() -> client.upload("new bytes"));
                assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                assertThat(reason(refusal)).isEqualTo("DEPENDENCY_UNAVAILABLE");
            } finally {
                mesh.startObjectStore();
            }
            ByteString digest = client.upload("new bytes");
            assertThat(client.download(digest)).isEqualTo("new bytes");
        }
    }

    private static String get(MeshClient client, String name) {
        return client.assets()
                .getVersion(GetVersionRequest.newBuilder().setName(name).build())
                .getName();
    }

    private static StatusRuntimeException refusal(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }

    private static String reason(StatusRuntimeException refusal) throws Exception {
        for (var detail : StatusProto.fromThrowable(refusal).getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return detail.unpack(ErrorInfo.class).getReason();
            }
        }
        throw new AssertionError("no ErrorInfo in " + refusal);
    }

    private static boolean carriesRetryInfo(StatusRuntimeException refusal) {
        return StatusProto.fromThrowable(refusal).getDetailsList().stream()
                .anyMatch(detail -> detail.is(RetryInfo.class));
    }
}
