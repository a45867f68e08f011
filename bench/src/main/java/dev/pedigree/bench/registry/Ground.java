package dev.pedigree.bench.registry;

import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Alias;
import dev.pedigree.v1.CreateAssetRequest;
import dev.pedigree.v1.CreateProjectRequest;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.SetAliasRequest;
import dev.pedigree.v1.VersionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What the versions to be made stand on: a project, datasets with files, and a model with weights for every client.
///
/// @param datasets versions that models are trained and tested on
/// @param models one for each client, and each with its weights
record Ground(Gateway gateway, List<String> datasets, List<Model> models) {
    static final int CLIENTS = 32;
    static final int DATASETS = 3;
    static final String ALIAS = "production";
    private static final String PROJECT = "projects/bench";

    /// @param name of the asset
    /// @param weights digest of a manifest that is there
    record Model(String name, String weights) {}

    static Ground prepare(Gateway gateway) {
        var _ = gateway.assets(0)
                .createProject(CreateProjectRequest.newBuilder()
                        .setProjectId(PROJECT.substring("projects/".length()))
                        .build());
        Uploads uploads = new Uploads(gateway, PROJECT);
        String schema = version(gateway, asset(gateway, Kind.KIND_LABEL_SCHEMA, "animals"), Records.labelSchema());
        List<String> datasets = new ArrayList<>();
        for (int index = 0; index < DATASETS; index++) {
            String dataset = asset(gateway, Kind.KIND_DATASET, "images-" + index);
            datasets.add(version(gateway, dataset, Records.dataset(schema, uploads.manifest("images of " + dataset))));
        }
        List<Model> models = IntStream.range(0, CLIENTS)
                .mapToObj(index -> asset(gateway, Kind.KIND_MODEL, "net-" + index))
                .map(name -> new Model(name, uploads.manifest("weights of " + name)))
                .toList();
        return new Ground(gateway, List.copyOf(datasets), models);
    }

    /// Points every model's alias at one of its versions.
    void setAliases(int number) {
        for (Model model : models) {
            Alias _ = gateway.assets(0)
                    .setAlias(SetAliasRequest.newBuilder()
                            .setName(model.name() + "/aliases/" + ALIAS)
                            .setVersion(model.name() + "/versions/" + number)
                            .build());
        }
    }

    private static String asset(Gateway gateway, Kind kind, String id) {
        return gateway.assets(0)
                .createAsset(CreateAssetRequest.newBuilder()
                        .setParent(PROJECT)
                        .setKind(kind)
                        .setAssetId(id)
                        .build())
                .getName();
    }

    private static String version(Gateway gateway, String asset, VersionRecord.Builder record) {
        return gateway.assets(0)
                .createVersion(CreateVersionRequest.newBuilder()
                        .setParent(asset)
                        .setRecord(record)
                        .build())
                .getName();
    }
}
