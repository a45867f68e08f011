package dev.pedigree.gateway.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.identity.Caller;
import dev.pedigree.mesh.v1.CreateVersionCommand;
import dev.pedigree.mesh.v1.DeployFacts;
import dev.pedigree.mesh.v1.DeployVersionCommand;
import dev.pedigree.mesh.v1.FindReplyRequest;
import dev.pedigree.mesh.v1.FindReplyResponse;
import dev.pedigree.mesh.v1.GetDeployFactsRequest;
import dev.pedigree.mesh.v1.ListVisibleProjectsRequest;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import dev.pedigree.mesh.v1.RollbackDeploymentCommand;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.ListProjectsResponse;
import dev.pedigree.v1.Version;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A registry that holds what a test puts in, keeps what it is asked to write, and refuses writes when told to.
public final class FakeRegistry {
    public final Map<String, Version> versions = new ConcurrentHashMap<>();
    public final Map<String, ByteString> earlierReplies = new ConcurrentHashMap<>();
    public final List<Message> asked = new CopyOnWriteArrayList<>();
    public final List<Message> written = new CopyOnWriteArrayList<>();
    public final List<Caller> callers = new CopyOnWriteArrayList<>();

    private volatile DeployFacts facts = DeployFacts.getDefaultInstance();
    private volatile Optional<Fault> refusal = Optional.empty();

    public void know(DeployFacts known) {
        facts = known;
    }

    public void refuseWrites(Fault fault) {
        refusal = Optional.of(fault);
    }

    List<ServerServiceDefinition> services() {
        return List.of(new Reader().bindService(), new Writer().bindService());
    }

    private void note(Message question) {
        callers.add(Caller.current());
        asked.add(question);
    }

    private <R> void write(Message command, StreamObserver<R> replies, R reply) {
        callers.add(Caller.current());
        refusal.ifPresent(fault -> {
            throw fault;
        });
        written.add(command);
        Answers.answer(replies, reply);
    }

    private final class Reader extends RegistryReaderGrpc.RegistryReaderImplBase {
        @Override
        public void getVersion(GetVersionRequest request, StreamObserver<Version> replies) {
            note(request);
            Answers.answer(
                    replies,
                    Optional.ofNullable(versions.get(request.getName()))
                            .orElseThrow(() -> new NotFound(
                                    ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, "version", request.getName())));
        }

        @Override
        public void listProjects(ListVisibleProjectsRequest request, StreamObserver<ListProjectsResponse> replies) {
            note(request);
            Answers.answer(replies, ListProjectsResponse.getDefaultInstance());
        }

        @Override
        public void findReply(FindReplyRequest request, StreamObserver<FindReplyResponse> replies) {
            note(request);
            FindReplyResponse.Builder answer = FindReplyResponse.newBuilder();
            Optional.ofNullable(earlierReplies.get(request.getRequestId()))
                    .ifPresent(reply -> answer.setFound(true).setReply(reply));
            Answers.answer(replies, answer.build());
        }

        @Override
        public void getDeployFacts(GetDeployFactsRequest request, StreamObserver<DeployFacts> replies) {
            note(request);
            Answers.answer(replies, facts);
        }
    }

    private final class Writer extends RegistryWriterGrpc.RegistryWriterImplBase {
        @Override
        public void createVersion(CreateVersionCommand command, StreamObserver<Version> replies) {
            String name = command.getRequest().getParent() + "/versions/1";
            write(command, replies, Version.newBuilder().setName(name).build());
        }

        @Override
        public void deployVersion(DeployVersionCommand command, StreamObserver<Deployment> replies) {
            write(
                    command,
                    replies,
                    DeploymentStory.deployment(command.getRequest().getName()));
        }

        @Override
        public void rollbackDeployment(RollbackDeploymentCommand command, StreamObserver<Deployment> replies) {
            write(
                    command,
                    replies,
                    Deployment.newBuilder().setRollbackOf(command.getTarget()).build());
        }
    }
}
