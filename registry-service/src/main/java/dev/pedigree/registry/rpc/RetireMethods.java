package dev.pedigree.registry.rpc;

import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import dev.pedigree.registry.retirement.GetRetirement;
import dev.pedigree.registry.retirement.RetireVersion;
import dev.pedigree.registry.transition.DeprecateVersion;
import dev.pedigree.registry.transition.ListTransitions;
import dev.pedigree.registry.transition.ReinstateVersion;
import io.grpc.ServerServiceDefinition;

/// Retire: the steps of a version's life, the last one with its archival record.
public record RetireMethods(
        DeprecateVersion deprecateVersion,
        ReinstateVersion reinstateVersion,
        RetireVersion retireVersion,
        GetRetirement getRetirement,
        ListTransitions listTransitions)
        implements Methods {

    @Override
    public void addReads(ServerServiceDefinition.Builder reader) {
        reader.addMethod(RegistryReaderGrpc.getGetRetirementMethod(), Unary.of(getRetirement::get))
                .addMethod(RegistryReaderGrpc.getListTransitionsMethod(), Unary.of(listTransitions::list));
    }

    @Override
    public void addWrites(ServerServiceDefinition.Builder writer) {
        writer.addMethod(RegistryWriterGrpc.getDeprecateVersionMethod(), Unary.of(deprecateVersion::deprecate))
                .addMethod(RegistryWriterGrpc.getReinstateVersionMethod(), Unary.of(reinstateVersion::reinstate))
                .addMethod(RegistryWriterGrpc.getRetireVersionMethod(), Unary.of(retireVersion::retire));
    }
}
