package dev.pedigree.bench.registry;

import dev.pedigree.bench.Connections;
import dev.pedigree.bench.Load;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Annotations;
import dev.pedigree.v1.AssetServiceGrpc.AssetServiceBlockingStub;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.IntegerFact;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Full model records to create: 30 parameters, 5 metrics, 3 dataset inputs, 5 tags, weights that are there. No
/// two are the same.
record ModelVersions(Gateway gateway, Ground ground) {
    private static final Annotations ANNOTATIONS = Annotations.newBuilder()
            .setDescription("nightly training run, cosine schedule, augmented images")
            .putTags("team", "vision")
            .putTags("purpose", "candidate")
            .putTags("region", "eu-central")
            .putTags("cost-centre", "4711")
            .putTags("ticket", "VIS-2093")
            .build();

    /// Each client makes versions of its own model.
    Load.Call ofOwnModel(int client) {
        return of(client, client);
    }

    /// All clients make versions of one model.
    Load.Call ofOneModel(int client) {
        return of(client, 0);
    }

    /// A version of the first model.
    Version create() {
        return Connections.inTime(gateway.assets(0)).createVersion(fresh(template(0)));
    }

    private Load.Call of(int client, int model) {
        AssetServiceBlockingStub stub = gateway.assets(client);
        CreateVersionRequest template = template(model);
        return () -> {
            Version _ = Connections.inTime(stub).createVersion(fresh(template));
        };
    }

    private CreateVersionRequest template(int index) {
        Ground.Model model = ground.models().get(index);
        List<String> trainedOn = ground.datasets().subList(0, Ground.DATASETS - 1);
        return CreateVersionRequest.newBuilder()
                .setParent(model.name())
                .setRecord(Records.model(trainedOn, ground.datasets().getLast(), model.weights()))
                .setAnnotations(ANNOTATIONS)
                .build();
    }

    private static CreateVersionRequest fresh(CreateVersionRequest template) {
        CreateVersionRequest.Builder request = template.toBuilder();
        VersionRecord.Builder record = request.getRecordBuilder();
        record.getModelBuilder()
                .getTrainingBuilder()
                .setSeed(IntegerFact.newBuilder()
                        .setValue(ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000)));
        return request.setRequestId(UUID.randomUUID().toString()).build();
    }
}
