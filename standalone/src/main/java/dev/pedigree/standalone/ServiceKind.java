package dev.pedigree.standalone;

import dev.pedigree.artifact.ArtifactService;
import dev.pedigree.chassis.host.RunningService;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.gateway.GatewayService;
import dev.pedigree.label.LabelService;
import dev.pedigree.lineage.LineageService;
import dev.pedigree.registry.RegistryService;
import java.util.Locale;
import java.util.function.Function;

/// The services of the mesh, in the order in which they start fastest.
public enum ServiceKind {
    REGISTRY(RegistryService.class, RegistryService::start),
    ARTIFACT(ArtifactService.class, ArtifactService::start),
    LINEAGE(LineageService.class, LineageService::start),
    LABEL(LabelService.class, LabelService::start),
    GATEWAY(GatewayService.class, GatewayService::start);

    private final Class<?> main;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference that holds nothing
    private final Function<Settings, RunningService> start;

    ServiceKind(Class<?> main, Function<Settings, RunningService> start) {
        this.main = main;
        this.start = start;
    }

    /// The name other services know it by, and the stem of its log file.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mainClass() {
        return main.getName();
    }

    RunningService start(Settings settings) {
        return start.apply(settings);
    }
}
