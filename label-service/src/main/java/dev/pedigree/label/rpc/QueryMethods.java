package dev.pedigree.label.rpc;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.rpc.Sink;
import dev.pedigree.label.export.ExportLabels;
import dev.pedigree.label.export.Subject;
import dev.pedigree.label.ledger.Chain;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.query.DiffLabels;
import dev.pedigree.label.query.DiffTotals;
import dev.pedigree.label.query.FindLabels;
import dev.pedigree.label.query.GetLabelHistory;
import dev.pedigree.label.query.Page;
import dev.pedigree.label.query.WhoLearned;
import dev.pedigree.v1.DiffLabelsRequest;
import dev.pedigree.v1.DiffLabelsResponse;
import dev.pedigree.v1.ExportLabelsRequest;
import dev.pedigree.v1.ExportLabelsResponse;
import dev.pedigree.v1.ExportedLabels;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.FindLabelsResponse;
import dev.pedigree.v1.GetLabelHistoryRequest;
import dev.pedigree.v1.Label;
import dev.pedigree.v1.LabelEvent;
import dev.pedigree.v1.LabelHistory;
import dev.pedigree.v1.PrepareProgress;
import dev.pedigree.v1.WhoLearnedRequest;
import dev.pedigree.v1.WhoLearnedResponse;
import java.util.Arrays;

/// The questions: reads requests, asks, writes replies.
public final class QueryMethods {
    private static final int USUAL_PAGE = 1_000;

    private final LedgerStore store;
    private final Ledgers ledgers;
    private final DiffLabels diff;
    private final GetLabelHistory history;
    private final FindLabels find;
    private final WhoLearned whoLearned;
    private final ExportLabels export;

    public QueryMethods(
            LedgerStore store,
            Ledgers ledgers,
            DiffLabels diff,
            GetLabelHistory history,
            FindLabels find,
            WhoLearned whoLearned,
            ExportLabels export) {
        this.store = store;
        this.ledgers = ledgers;
        this.diff = diff;
        this.history = history;
        this.find = find;
        this.whoLearned = whoLearned;
        this.export = export;
    }

    void diff(DiffLabelsRequest request, Sink<DiffLabelsResponse> replies) {
        requireSameProject(request);
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

    /// The caller was admitted to the project of `name`.
    private static void requireSameProject(DiffLabelsRequest request) {
        if (!project(request.getOther()).equals(project(request.getName()))) {
            throw new Invalid("other", "must be of the same project, " + project(request.getName()));
        }
    }

    private static String project(String name) {
        return String.join("/", Arrays.asList(name.split("/")).subList(0, 2));
    }

    LabelHistory history(GetLabelHistoryRequest request) {
        Ledger ledger = ledgers.find("name", request.getName(), request.getIncludeRetired())
                .ledger();
        PageToken token = PageToken.of(ledger, request);
        Chain chain = store.chain(ledger);
        Page<LabelEvent> page = history.page(
                chain,
                request.getSample(),
                token.after(),
                most(request.getPageSize()),
                event -> QueryCodec.toWire(event, chain.at(event.ordinal())));
        LabelHistory.Builder response = LabelHistory.newBuilder().addAllEvents(page.messages());
        page.next().map(token::next).ifPresent(response::setNextPageToken);
        return response.build();
    }

    FindLabelsResponse find(FindLabelsRequest request) {
        Ledger ledger = ledgers.find("name", request.getName(), request.getIncludeRetired())
                .ledger();
        PageToken token = PageToken.of(ledger, request);
        Page<Label> page = find.run(
                ledger,
                QueryCodec.filter(request.getFilter()),
                token.after(),
                most(request.getPageSize()),
                QueryCodec::toWire);
        FindLabelsResponse.Builder response = FindLabelsResponse.newBuilder().addAllLabels(page.messages());
        page.next().map(token::next).ifPresent(response::setNextPageToken);
        return response.build();
    }

    private static int most(int pageSize) {
        return pageSize == 0 ? USUAL_PAGE : pageSize;
    }

    WhoLearnedResponse whoLearned(WhoLearnedRequest request) {
        Ledger ledger = ledgers.find("name", request.getName(), request.getIncludeRetired())
                .ledger();
        return LearnedCodec.toWire(whoLearned.run(ledger, LearnedCodec.doubt(request), request.getMaxDatasets()));
    }

    void export(ExportLabelsRequest request, Sink<ExportLabelsResponse> replies) {
        Subject subject = ledgers.subject("name", request.getName(), request.getIncludeRetired());
        replies.send(ExportLabelsResponse.newBuilder()
                .setProgress(PrepareProgress.newBuilder()
                        .setStage("writing")
                        .setRows(subject.counted().statistics().getAnnotations()))
                .build());
        ExportLabels.Exported exported = export.run(subject, request.getFormat());
        ExportedLabels.Builder response = ExportedLabels.newBuilder()
                .setDigest(exported.file().digest().toString())
                .setSize(exported.file().size())
                .setAnnotations(exported.annotations());
        exported.described()
                .ifPresent(
                        table -> response.setDataFile(table.digest().toString()).setDataFileSize(table.size()));
        replies.send(ExportLabelsResponse.newBuilder().setExported(response).build());
    }
}
