package dev.pedigree.registry.rpc;

import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import dev.pedigree.registry.impact.FindNamedLedgers;
import dev.pedigree.registry.impact.GetLedgerImpact;
import dev.pedigree.registry.impact.GetSchemaImpact;
import dev.pedigree.registry.review.ListSchemaReviews;
import dev.pedigree.registry.review.RecordSchemaReview;
import dev.pedigree.registry.schema.GetSchemaDiff;
import io.grpc.ServerServiceDefinition;

/// Label schemas: their changes, and the reviews of labels that these made stale.
public record LabelMethods(
        GetSchemaDiff getSchemaDiff,
        GetSchemaImpact getSchemaImpact,
        GetLedgerImpact getLedgerImpact,
        FindNamedLedgers findNamedLedgers,
        RecordSchemaReview recordSchemaReview,
        ListSchemaReviews listSchemaReviews)
        implements Methods {

    @Override
    public void addReads(ServerServiceDefinition.Builder reader) {
        reader.addMethod(RegistryReaderGrpc.getGetSchemaDiffMethod(), Unary.of(getSchemaDiff::get))
                .addMethod(RegistryReaderGrpc.getGetSchemaImpactMethod(), Unary.of(getSchemaImpact::get))
                .addMethod(RegistryReaderGrpc.getGetLedgerImpactMethod(), Unary.of(getLedgerImpact::get))
                .addMethod(RegistryReaderGrpc.getFindNamedLedgersMethod(), Unary.of(findNamedLedgers::find))
                .addMethod(RegistryReaderGrpc.getListSchemaReviewsMethod(), Unary.of(listSchemaReviews::list));
    }

    @Override
    public void addWrites(ServerServiceDefinition.Builder writer) {
        writer.addMethod(RegistryWriterGrpc.getRecordSchemaReviewMethod(), Unary.of(recordSchemaReview::record));
    }
}
