package dev.pedigree.label.upstream;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.mesh.v1.FindNamedLedgersRequest;
import dev.pedigree.mesh.v1.GetLedgerImpactRequest;
import dev.pedigree.mesh.v1.LedgerImpact;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryReaderGrpc.RegistryReaderBlockingStub;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Version;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The registry: what versions say. Every method answers or throws a `Fault`.
public final class RegistryClient {
    private final Upstream upstream;
    private final RegistryReaderBlockingStub reader;

    public RegistryClient(Upstream upstream) {
        this.upstream = upstream;
        this.reader = RegistryReaderGrpc.newBlockingStub(upstream.channel());
    }

    /// What has these ledgers for labels, and what learned from that.
    public LedgerImpact impact(ProjectName project, Collection<Digest> ledgers, int mostDatasets) {
        GetLedgerImpactRequest request = GetLedgerImpactRequest.newBuilder()
                .setParent(project.toString())
                .addAllLedgers(raw(ledgers))
                .setMaxDatasets(mostDatasets)
                .build();
        return upstream.call(reader, stub -> stub.getLedgerImpact(request));
    }

    /// Those of these ledgers that any version names.
    public Set<Digest> named(ProjectName project, Collection<Digest> ledgers) {
        FindNamedLedgersRequest request = FindNamedLedgersRequest.newBuilder()
                .setParent(project.toString())
                .addAllLedgers(raw(ledgers))
                .build();
        return upstream.call(reader, stub -> stub.findNamedLedgers(request)).getLedgersList().stream()
                .map(digest -> Digest.of(digest.toByteArray()))
                .collect(Collectors.toSet());
    }

    private static List<ByteString> raw(Collection<Digest> ledgers) {
        return ledgers.stream()
                .map(digest -> ByteString.copyFrom(digest.bytes()))
                .toList();
    }

    /// By number, `latest` or `@alias`.
    public Version version(String name) {
        GetVersionRequest request = GetVersionRequest.newBuilder().setName(name).build();
        return upstream.call(reader, stub -> stub.getVersion(request));
    }
}
