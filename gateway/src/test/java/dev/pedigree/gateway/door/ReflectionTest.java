package dev.pedigree.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.pedigree.gateway.testing.Stage;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReflectionTest {
    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void itNamesThePublicServicesAndNoneOfTheMesh() {
        List<String> services = ask(ServerReflectionRequest.newBuilder().setListServices("*"))
                .getListServicesResponse()
                .getServiceList()
                .stream()
                .map(ServiceResponse::getName)
                .toList();

        assertThat(services)
                .contains(
                        "pedigree.v1.AssetService",
                        "pedigree.v1.LifecycleService",
                        "pedigree.v1.ArtifactService",
                        "pedigree.v1.LineageService")
                .noneMatch(name -> name.startsWith("pedigree.mesh"));
    }

    @Test
    void itDescribesEveryMethodWithItsMessages() {
        for (PublicMethod method : PublicApi.read().methods()) {
            ServerReflectionResponse answer = ask(ServerReflectionRequest.newBuilder()
                    .setFileContainingSymbol(method.descriptor().getFullName()));

            assertThat(files(answer))
                    .as(method.name())
                    .contains(
                            method.descriptor().getFile().getName(),
                            method.descriptor().getInputType().getFile().getName(),
                            method.descriptor().getOutputType().getFile().getName());
        }
    }

    private static Set<String> files(ServerReflectionResponse answer) {
        return answer.getFileDescriptorResponse().getFileDescriptorProtoList().stream()
                .map(ReflectionTest::parse)
                .map(FileDescriptorProto::getName)
                .collect(Collectors.toSet());
    }

    private static FileDescriptorProto parse(ByteString file) {
        try {
            return FileDescriptorProto.parseFrom(file);
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalStateException(damaged);
        }
    }

    private ServerReflectionResponse ask(ServerReflectionRequest.Builder question) {
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> questions = ServerReflectionGrpc.newStub(
                        stage.with(stage.people().nobody()))
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        questions.onNext(question.build());
        ServerReflectionResponse response = answer.join();
        questions.onCompleted();
        return response;
    }
}
