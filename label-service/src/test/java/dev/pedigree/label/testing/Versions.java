package dev.pedigree.label.testing;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.FindNamedLedgersRequest;
import dev.pedigree.mesh.v1.GetLedgerImpactRequest;
import dev.pedigree.mesh.v1.LedgerDataset;
import dev.pedigree.mesh.v1.LedgerImpact;
import dev.pedigree.mesh.v1.NamedLedgers;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// A registry that has the versions it was given, and answers nothing else.
public final class Versions extends RegistryReaderGrpc.RegistryReaderImplBase implements AutoCloseable {
    private final Map<String, Version> versions = new ConcurrentHashMap<>();
    private final Endpoint endpoint;
    private final Server server;

    public Versions(Endpoint endpoint) {
        this.endpoint = endpoint;
        try {
            server = endpoint.server()
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /// A version that says `record`, under a name that is asked for.
    public String put(String name, VersionRecord record) {
        put(name, record, Version.State.STATE_REGISTERED);
        return name;
    }

    public void put(String name, VersionRecord record, Version.State state) {
        versions.put(
                name,
                Version.newBuilder()
                        .setName(name)
                        .setState(state)
                        .setRecord(record)
                        .setRecordDigest(Digest.ofContent(record.toByteArray()).toString())
                        .build());
    }

    @Override
    public void getVersion(GetVersionRequest request, StreamObserver<Version> replies) {
        Version version = versions.get(request.getName());
        if (version == null) {
            replies.onError(FaultStatus.toStatus(
                    request.getName().contains("@")
                            ? new NotFound(ErrorReason.ERROR_REASON_ALIAS_NOT_FOUND, "alias", request.getName())
                            : new NotFound(ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, "version", request.getName())));
        } else {
            replies.onNext(version);
            replies.onCompleted();
        }
    }

    /// Datasets that name one of the ledgers, by name; of models it knows nothing.
    @Override
    public void getLedgerImpact(GetLedgerImpactRequest request, StreamObserver<LedgerImpact> replies) {
        LedgerImpact.Builder impact = LedgerImpact.newBuilder();
        new TreeMap<>(versions).forEach((name, version) -> {
            String named = version.getRecord().getDataset().getLabelLedger().getDigest();
            if (name.startsWith(request.getParent() + "/") && !named.isEmpty()) {
                ByteString ledger = ByteString.copyFrom(Digest.parse(named).bytes());
                if (request.getLedgersList().contains(ledger)) {
                    impact.addDatasets(
                            LedgerDataset.newBuilder().setDatasetVersion(name).setLedger(ledger));
                }
            }
        });
        replies.onNext(impact.build());
        replies.onCompleted();
    }

    @Override
    public void findNamedLedgers(FindNamedLedgersRequest request, StreamObserver<NamedLedgers> replies) {
        Set<String> named = versions.values().stream()
                .filter(version -> version.getName().startsWith(request.getParent() + "/"))
                .map(version ->
                        version.getRecord().getDataset().getLabelLedger().getDigest())
                .collect(Collectors.toSet());
        replies.onNext(NamedLedgers.newBuilder()
                .addAllLedgers(request.getLedgersList().stream()
                        .filter(raw ->
                                named.contains(Digest.of(raw.toByteArray()).toString()))
                        .toList())
                .build());
        replies.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
