package dev.pedigree.standalone;

import static dev.pedigree.standalone.ServiceKind.ARTIFACT;
import static dev.pedigree.standalone.ServiceKind.GATEWAY;
import static dev.pedigree.standalone.ServiceKind.LABEL;
import static dev.pedigree.standalone.ServiceKind.LINEAGE;
import static dev.pedigree.standalone.ServiceKind.REGISTRY;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The settings of every service of one mesh: the same ones that docker-compose.yml gives, for loopback.
final class Wiring {
    private final Stores stores;
    private final MeshSecrets secrets;
    private final Map<ServiceKind, String> endpoints;
    private final Path tokens;
    private final Path labels;

    /// @param endpoints where each service listens and the others find it
    /// @param labels the folder that label-service works in
    Wiring(Stores stores, MeshSecrets secrets, Map<ServiceKind, String> endpoints, Path tokens, Path labels) {
        this.stores = stores;
        this.secrets = secrets;
        this.endpoints = Map.copyOf(endpoints);
        this.tokens = tokens;
        this.labels = labels;
    }

    String endpoint(ServiceKind service) {
        return endpoints.get(service);
    }

    Map<String, String> of(ServiceKind service) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("PEDIGREE_LISTEN", endpoints.get(service));
        settings.put("PEDIGREE_METRICS_LISTEN", "127.0.0.1:0");
        settings.put("PEDIGREE_DRAIN_NOTICE", "0s");
        settings.put("PEDIGREE_MESH_IDENTITY_KEY", secrets.identityKey());
        switch (service) {
            case REGISTRY -> {
                database(settings);
                callers(settings, GATEWAY, LINEAGE, ARTIFACT, LABEL);
                settings.put(
                        "PEDIGREE_MESH_ADMIT",
                        "pedigree.mesh.v1.RegistryWriter=gateway;pedigree.mesh.v1.RegistryReader=gateway,lineage,artifact,label");
            }
            case ARTIFACT -> {
                database(settings);
                objects(settings);
                upstreams(settings, REGISTRY);
                settings.put("PEDIGREE_MESH_TOKEN", secrets.token(ARTIFACT));
                callers(settings, GATEWAY, LABEL);
                settings.put(
                        "PEDIGREE_MESH_ADMIT",
                        "pedigree.mesh.v1.ArtifactHolds=gateway;pedigree.v1.ArtifactService=gateway,label");
            }
            case LINEAGE -> {
                upstreams(settings, REGISTRY);
                settings.put("PEDIGREE_MESH_TOKEN", secrets.token(LINEAGE));
                callers(settings, GATEWAY);
                settings.put(
                        "PEDIGREE_MESH_ADMIT",
                        "pedigree.mesh.v1.LineageFacts=gateway;pedigree.v1.LineageService=gateway");
            }
            case LABEL -> {
                database(settings);
                upstreams(settings, REGISTRY, ARTIFACT);
                settings.put("PEDIGREE_LABEL_FOLDER", labels.toString());
                settings.put("PEDIGREE_MESH_TOKEN", secrets.token(LABEL));
                callers(settings, GATEWAY);
                settings.put(
                        "PEDIGREE_MESH_ADMIT",
                        "pedigree.mesh.v1.LabelLedgers=gateway;pedigree.v1.LabelService=gateway");
            }
            case GATEWAY -> {
                upstreams(settings, REGISTRY, ARTIFACT, LINEAGE, LABEL);
                settings.put("PEDIGREE_MESH_TOKEN", secrets.token(GATEWAY));
                settings.put("PEDIGREE_TOKENS_FILE", tokens.toString());
            }
        }
        return settings;
    }

    private void database(Map<String, String> settings) {
        settings.put("PEDIGREE_DATABASE_URL", stores.database().jdbcUrl());
        settings.put("PEDIGREE_DATABASE_PASSWORD", stores.database().servicePassword());
        settings.put("PEDIGREE_DATABASE_OWNER_PASSWORD", stores.database().ownerPassword());
    }

    private void objects(Map<String, String> settings) {
        S3Server s3 = stores.objects().server();
        settings.put("PEDIGREE_S3_ENDPOINT", s3.endpoint().toString());
        settings.put("PEDIGREE_S3_PUBLIC_ENDPOINT", s3.endpoint().toString());
        settings.put("PEDIGREE_S3_BUCKET", s3.bucket());
        settings.put("PEDIGREE_S3_ACCESS_KEY", s3.accessKey());
        settings.put("PEDIGREE_S3_SECRET_KEY", s3.secretKey());
    }

    private void callers(Map<String, String> settings, ServiceKind... callers) {
        StringBuilder known = new StringBuilder();
        for (ServiceKind caller : callers) {
            known.append(caller.id())
                    .append('=')
                    .append(secrets.secretHash(caller))
                    .append(';');
        }
        settings.put("PEDIGREE_MESH_CALLERS", known.toString());
    }

    private void upstreams(Map<String, String> settings, ServiceKind... upstreams) {
        for (ServiceKind upstream : upstreams) {
            settings.put("PEDIGREE_" + upstream.name() + "_ENDPOINT", endpoints.get(upstream));
        }
    }
}
