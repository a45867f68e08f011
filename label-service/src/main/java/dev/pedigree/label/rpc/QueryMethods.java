package dev.pedigree.label.rpc;

import dev.pedigree.chassis.rpc.Sink;
import dev.pedigree.label.ledger.Chain;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.ledger.LedgerStore.Counted;
import dev.pedigree.label.query.DiffLabels;
import dev.pedigree.label.query.DiffTotals;
import dev.pedigree.label.query.ExportLabels;
import dev.pedigree.label.query.FindLabels;
import dev.pedigree.label.query.FindLabels.Found;
import dev.pedigree.label.query.GetLabelHistory;
import dev.pedigree.v1.DiffLabelsRequest;
import dev.pedigree.v1.DiffLabelsResponse;
import dev.pedigree.v1.ExportLabelsRequest;
import dev.pedigree.v1.ExportLabelsResponse;
import dev.pedigree.v1.ExportedLabels;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.FindLabelsResponse;
import dev.pedigree.v1.GetLabelHistoryRequest;
import dev.pedigree.v1.LabelHistory;
import dev.pedigree.v1.PrepareProgress;
import java.util.List;

/// The questions: reads requests, asks, writes replies.
public final class QueryMethods {
    private static final int USUAL_PAGE = 1_000;

    private final LedgerStore store;
    private final Ledgers ledgers;
    private final DiffLabels diff;
    private final GetLabelHistory history;
    private final FindLabels find;
    private final ExportLabels export;

    public QueryMethods(
            LedgerStore store,
            Ledgers ledgers,
            DiffLabels diff,
            GetLabelHistory history,
            FindLabels find,
            ExportLabels export) {
        this.store = store;
        this.ledgers = ledgers;
        this.diff = diff;
        this.history = history;
        this.find = find;
        this.export = export;
    }

    void diff(DiffLabelsRequest request, Sink<DiffLabelsResponse> replies) {
        Ledger from = ledgers.find("name", request.getName(), request.getIncludeRetired())
                .ledger();
        Ledger to = ledgers.find("other", request.getOther(), request.getIncludeRetired())
                .ledger();
        DiffTotals totals = diff.run(
                from,
                to,
                request.getTotalsOnly(),
                rows -> replies.send(DiffLabelsResponse.newBuilder()
                        .addAllDifferences(rows.stream().map(QueryCodec::toWire).toList())
                        .build()));
        replies.send(DiffLabelsResponse.newBuilder()
                .setTotals(QueryCodec.toWire(totals))
                .build());
    }

    LabelHistory history(GetLabelHistoryRequest request) {
        Ledger ledger = ledgers.find("name", request.getName(), request.getIncludeRetired())
                .ledger();
        Chain chain = store.chain(ledger);
        return LabelHistory.newBuilder()
                .addAllEvents(history.run(ledger, request.getSample()).stream()
                        .map(event -> QueryCodec.toWire(event, chain.at(event.ordinal())))
                        .toList())
                .build();
    }

    FindLabelsResponse find(FindLabelsRequest request) {
        Ledger ledger = ledgers.find("name", request.getName(), request.getIncludeRetired())
                .ledger();
        int most = request.getPageSize() == 0 ? USUAL_PAGE : request.getPageSize();
        PageToken token = PageToken.of(ledger, request);
        List<Found> found = find.run(ledger, QueryCodec.filter(request.getFilter()), token.after(), most + 1);
        FindLabelsResponse.Builder response = FindLabelsResponse.newBuilder()
                .addAllLabels(found.stream().limit(most).map(QueryCodec::toWire).toList());
        if (found.size() > most) {
            response.setNextPageToken(token.next(found.get(most - 1).event().key()));
        }
        return response.build();
    }

    void export(ExportLabelsRequest request, Sink<ExportLabelsResponse> replies) {
        Counted counted = ledgers.find("name", request.getName(), request.getIncludeRetired());
        long annotations = counted.statistics().getAnnotations();
        replies.send(ExportLabelsResponse.newBuilder()
                .setProgress(PrepareProgress.newBuilder().setStage("writing").setRows(annotations))
                .build());
        ExportLabels.Exported exported = export.run(counted.ledger());
        replies.send(ExportLabelsResponse.newBuilder()
                .setExported(ExportedLabels.newBuilder()
                        .setDigest(exported.digest().toString())
                        .setSize(exported.size())
                        .setAnnotations(annotations))
                .build());
    }
}
