package dev.pedigree.gateway.upstream;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.mesh.v1.CreateVersionCommand;
import dev.pedigree.mesh.v1.DeployFacts;
import dev.pedigree.mesh.v1.DeployVersionCommand;
import dev.pedigree.mesh.v1.FindReplyRequest;
import dev.pedigree.mesh.v1.FindReplyResponse;
import dev.pedigree.mesh.v1.GetDeployFactsRequest;
import dev.pedigree.mesh.v1.ListVisibleProjectsRequest;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryReaderGrpc.RegistryReaderBlockingStub;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc.RegistryWriterBlockingStub;
import dev.pedigree.mesh.v1.RollbackDeploymentCommand;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.ListProjectsResponse;
import dev.pedigree.v1.Version;
import java.util.Optional;

/// The registry as the operations see it. Every method answers or throws a `Fault`.
public final class RegistryClient {
    private final Upstream upstream;
    private final RegistryReaderBlockingStub reader;
    private final RegistryWriterBlockingStub writer;

    public RegistryClient(Upstream upstream) {
        this.upstream = upstream;
        this.reader = RegistryReaderGrpc.newBlockingStub(upstream.channel());
        this.writer = RegistryWriterGrpc.newBlockingStub(upstream.channel());
    }

    public ListProjectsResponse projects(ListVisibleProjectsRequest request) {
        return upstream.call(reader, stub -> stub.listProjects(request));
    }

    /// By number, `latest` or `@alias`.
    public Version version(String name) {
        GetVersionRequest request = GetVersionRequest.newBuilder().setName(name).build();
        return upstream.call(reader, stub -> stub.getVersion(request));
    }

    public DeployFacts deployFacts(GetDeployFactsRequest request) {
        return upstream.call(reader, stub -> stub.getDeployFacts(request));
    }

    /// The stored reply to an earlier call of `method` with this request id, serialized.
    public Optional<ByteString> earlierReply(String project, String requestId, String method, Message request) {
        FindReplyRequest question = FindReplyRequest.newBuilder()
                .setProject(project)
                .setRequestId(requestId)
                .setMethod(method)
                .setRequest(request.toByteString())
                .build();
        FindReplyResponse answer = upstream.call(reader, stub -> stub.findReply(question));
        return answer.getFound() ? Optional.of(answer.getReply()) : Optional.empty();
    }

    public Version create(CreateVersionCommand command) {
        return upstream.call(writer, stub -> stub.createVersion(command));
    }

    public Deployment deploy(DeployVersionCommand command) {
        return upstream.call(writer, stub -> stub.deployVersion(command));
    }

    public Deployment rollBack(RollbackDeploymentCommand command) {
        return upstream.call(writer, stub -> stub.rollbackDeployment(command));
    }
}
