package dev.pedigree.registry.rpc;

import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import dev.pedigree.registry.deployment.DeployVersion;
import dev.pedigree.registry.deployment.EndDeployment;
import dev.pedigree.registry.deployment.GetDeployFacts;
import dev.pedigree.registry.deployment.GetDeployment;
import dev.pedigree.registry.deployment.ListDeployments;
import dev.pedigree.registry.deployment.RollbackDeployment;
import dev.pedigree.registry.environment.GetEnvironment;
import dev.pedigree.registry.evaluation.GetEvaluation;
import dev.pedigree.registry.evaluation.ListEvaluations;
import dev.pedigree.registry.evaluation.RecordEvaluation;
import dev.pedigree.registry.policy.GetDeployPolicy;
import dev.pedigree.registry.policy.SetDeployPolicy;
import io.grpc.ServerServiceDefinition;

/// Deploy: evaluations, policies, environments and deployments.
public record DeployMethods(
        RecordEvaluation recordEvaluation,
        GetEvaluation getEvaluation,
        ListEvaluations listEvaluations,
        SetDeployPolicy setDeployPolicy,
        GetDeployPolicy getDeployPolicy,
        GetEnvironment getEnvironment,
        GetDeployFacts getDeployFacts,
        DeployVersion deployVersion,
        RollbackDeployment rollbackDeployment,
        EndDeployment endDeployment,
        GetDeployment getDeployment,
        ListDeployments listDeployments)
        implements Methods {

    @Override
    public void addReads(ServerServiceDefinition.Builder reader) {
        reader.addMethod(RegistryReaderGrpc.getGetEvaluationMethod(), Unary.of(getEvaluation::get))
                .addMethod(RegistryReaderGrpc.getListEvaluationsMethod(), Unary.of(listEvaluations::list))
                .addMethod(RegistryReaderGrpc.getGetDeployPolicyMethod(), Unary.of(getDeployPolicy::get))
                .addMethod(RegistryReaderGrpc.getGetEnvironmentMethod(), Unary.of(getEnvironment::get))
                .addMethod(RegistryReaderGrpc.getGetDeployFactsMethod(), Unary.of(getDeployFacts::get))
                .addMethod(RegistryReaderGrpc.getGetDeploymentMethod(), Unary.of(getDeployment::get))
                .addMethod(RegistryReaderGrpc.getListDeploymentsMethod(), Unary.of(listDeployments::list));
    }

    @Override
    public void addWrites(ServerServiceDefinition.Builder writer) {
        writer.addMethod(RegistryWriterGrpc.getRecordEvaluationMethod(), Unary.of(recordEvaluation::record))
                .addMethod(RegistryWriterGrpc.getSetDeployPolicyMethod(), Unary.of(setDeployPolicy::set))
                .addMethod(RegistryWriterGrpc.getDeployVersionMethod(), Unary.of(deployVersion::deploy))
                .addMethod(RegistryWriterGrpc.getRollbackDeploymentMethod(), Unary.of(rollbackDeployment::rollBack))
                .addMethod(RegistryWriterGrpc.getEndDeploymentMethod(), Unary.of(endDeployment::end));
    }
}
