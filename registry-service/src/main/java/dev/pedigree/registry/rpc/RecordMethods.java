package dev.pedigree.registry.rpc;

import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import dev.pedigree.registry.alias.DeleteAlias;
import dev.pedigree.registry.alias.ListAliasMoves;
import dev.pedigree.registry.alias.SetAlias;
import dev.pedigree.registry.asset.CreateAsset;
import dev.pedigree.registry.asset.GetAsset;
import dev.pedigree.registry.asset.ListAssets;
import dev.pedigree.registry.project.CreateProject;
import dev.pedigree.registry.project.GetProject;
import dev.pedigree.registry.project.ListProjects;
import dev.pedigree.registry.version.AnnotateVersion;
import dev.pedigree.registry.version.CreateVersion;
import dev.pedigree.registry.version.GetVersion;
import dev.pedigree.registry.version.ListVersions;
import io.grpc.ServerServiceDefinition;

/// Create and Version: projects, assets, versions and aliases.
public record RecordMethods(
        CreateProject createProject,
        GetProject getProject,
        ListProjects listProjects,
        CreateAsset createAsset,
        GetAsset getAsset,
        ListAssets listAssets,
        CreateVersion createVersion,
        GetVersion getVersion,
        ListVersions listVersions,
        AnnotateVersion annotateVersion,
        SetAlias setAlias,
        DeleteAlias deleteAlias,
        ListAliasMoves listAliasMoves)
        implements Methods {

    @Override
    public void addReads(ServerServiceDefinition.Builder reader) {
        reader.addMethod(RegistryReaderGrpc.getGetProjectMethod(), Unary.of(getProject::get))
                .addMethod(RegistryReaderGrpc.getListProjectsMethod(), Unary.of(listProjects::list))
                .addMethod(RegistryReaderGrpc.getGetAssetMethod(), Unary.of(getAsset::get))
                .addMethod(RegistryReaderGrpc.getListAssetsMethod(), Unary.of(listAssets::list))
                .addMethod(RegistryReaderGrpc.getGetVersionMethod(), Unary.of(getVersion::get))
                .addMethod(RegistryReaderGrpc.getListVersionsMethod(), Unary.of(listVersions::list))
                .addMethod(RegistryReaderGrpc.getListAliasMovesMethod(), Unary.of(listAliasMoves::list));
    }

    @Override
    public void addWrites(ServerServiceDefinition.Builder writer) {
        writer.addMethod(RegistryWriterGrpc.getCreateProjectMethod(), Unary.of(createProject::create))
                .addMethod(RegistryWriterGrpc.getCreateAssetMethod(), Unary.of(createAsset::create))
                .addMethod(RegistryWriterGrpc.getCreateVersionMethod(), Unary.of(createVersion::create))
                .addMethod(RegistryWriterGrpc.getAnnotateVersionMethod(), Unary.of(annotateVersion::annotate))
                .addMethod(RegistryWriterGrpc.getSetAliasMethod(), Unary.of(setAlias::set))
                .addMethod(RegistryWriterGrpc.getDeleteAliasMethod(), Unary.of(deleteAlias::delete));
    }
}
