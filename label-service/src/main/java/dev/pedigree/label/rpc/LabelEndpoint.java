package dev.pedigree.label.rpc;

import dev.pedigree.chassis.rpc.ServerStream;
import dev.pedigree.chassis.rpc.Sink;
import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.prepare.PrepareLabels;
import dev.pedigree.label.prepare.Result;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelServiceGrpc;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.PrepareLabelsResponse;
import dev.pedigree.v1.PrepareProgress;
import io.grpc.ServerServiceDefinition;
import java.util.function.Consumer;

/// `pedigree.v1.LabelService`.
public final class LabelEndpoint {
    private final LedgerStore store;
    private final Ledgers ledgers;
    private final PrepareLabels prepareLabels;
    private final QueryMethods queries;
    private final Consumer<Result> ended;

    /// @param ended hears what became of every change
    public LabelEndpoint(
            LedgerStore store,
            Ledgers ledgers,
            PrepareLabels prepareLabels,
            QueryMethods queries,
            Consumer<Result> ended) {
        this.store = store;
        this.ledgers = ledgers;
        this.prepareLabels = prepareLabels;
        this.queries = queries;
        this.ended = ended;
    }

    public ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(LabelServiceGrpc.getServiceDescriptor())
                .addMethod(LabelServiceGrpc.getPrepareLabelsMethod(), ServerStream.of(this::prepare))
                .addMethod(LabelServiceGrpc.getGetLabelStatsMethod(), Unary.of(this::stats))
                .addMethod(LabelServiceGrpc.getDiffLabelsMethod(), ServerStream.of(queries::diff))
                .addMethod(LabelServiceGrpc.getGetLabelHistoryMethod(), Unary.of(queries::history))
                .addMethod(LabelServiceGrpc.getFindLabelsMethod(), Unary.of(queries::find))
                .addMethod(LabelServiceGrpc.getWhoLearnedMethod(), Unary.of(queries::whoLearned))
                .addMethod(LabelServiceGrpc.getExportLabelsMethod(), ServerStream.of(queries::export))
                .build();
    }

    private void prepare(PrepareLabelsRequest request, Sink<PrepareLabelsResponse> replies) {
        Result result = prepareLabels.run(
                request,
                (stage, rows) -> replies.send(PrepareLabelsResponse.newBuilder()
                        .setProgress(
                                PrepareProgress.newBuilder().setStage(stage).setRows(rows))
                        .build()));
        ended.accept(result);
        replies.send(
                switch (result) {
                    case Result.Prepared(var ledger) ->
                        PrepareLabelsResponse.newBuilder()
                                .setLedger(LedgerCodec.toWire(store, ledger))
                                .build();
                    case Result.Refused(var refusal) ->
                        PrepareLabelsResponse.newBuilder().setRefusal(refusal).build();
                });
    }

    private LabelLedger stats(GetLabelStatsRequest request) {
        return LedgerCodec.toWire(store, ledgers.find("name", request.getName(), request.getIncludeRetired()));
    }
}
