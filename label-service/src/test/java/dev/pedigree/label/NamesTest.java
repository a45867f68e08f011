package dev.pedigree.label;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_ALIAS_NOT_FOUND;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_VERSION_NOT_FOUND;
import static dev.pedigree.v1.ErrorReason.ERROR_REASON_VERSION_RETIRED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.CorrectedLabels;
import dev.pedigree.v1.DiffLabelsRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ExportLabelsRequest;
import dev.pedigree.v1.FindLabelsRequest;
import dev.pedigree.v1.GetLabelHistoryRequest;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.LabelExportFormat;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelServiceGrpc.LabelServiceBlockingStub;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.WhoLearnedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every question says by one name what it is about, and is refused alike where nothing has that name.
final class NamesTest {
    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private final LabelClient client = RIG.client();

    /// Each question, as it is asked of one name.
    enum Question {
        STATS {
            @Override
            void ask(LabelServiceBlockingStub labels, String name, boolean retired) {
                labels.getLabelStats(GetLabelStatsRequest.newBuilder()
                        .setName(name)
                        .setIncludeRetired(retired)
                        .build());
            }
        },
        DIFF_FROM {
            @Override
            void ask(LabelServiceBlockingStub labels, String name, boolean retired) {
                diff(labels, name, name, retired);
            }
        },
        DIFF_TO {
            @Override
            void ask(LabelServiceBlockingStub labels, String name, boolean retired) {
                String project = name.substring(0, name.indexOf('/', "projects/".length()));
                diff(labels, project + "/datasets/there/versions/1", name, retired);
            }
        },
        HISTORY {
            @Override
            void ask(LabelServiceBlockingStub labels, String name, boolean retired) {
                labels.getLabelHistory(GetLabelHistoryRequest.newBuilder()
                        .setName(name)
                        .setIncludeRetired(retired)
                        .setSample("a")
                        .build());
            }
        },
        FIND {
            @Override
            void ask(LabelServiceBlockingStub labels, String name, boolean retired) {
                labels.findLabels(FindLabelsRequest.newBuilder()
                        .setName(name)
                        .setIncludeRetired(retired)
                        .build());
            }
        },
        WHO_LEARNED {
            @Override
            void ask(LabelServiceBlockingStub labels, String name, boolean retired) {
                labels.whoLearned(WhoLearnedRequest.newBuilder()
                        .setName(name)
                        .setIncludeRetired(retired)
                        .setCorrected(CorrectedLabels.getDefaultInstance())
                        .build());
            }
        },
        EXPORT {
            @Override
            void ask(LabelServiceBlockingStub labels, String name, boolean retired) {
                labels.exportLabels(ExportLabelsRequest.newBuilder()
                                .setName(name)
                                .setIncludeRetired(retired)
                                .setFormat(LabelExportFormat.LABEL_EXPORT_FORMAT_PARQUET)
                                .build())
                        .forEachRemaining(_ -> {});
            }
        };

        abstract void ask(LabelServiceBlockingStub labels, String name, boolean retired);

        private static void diff(LabelServiceBlockingStub labels, String name, String other, boolean retired) {
            labels.diffLabels(DiffLabelsRequest.newBuilder()
                            .setName(name)
                            .setOther(other)
                            .setIncludeRetired(retired)
                            .build())
                    .forEachRemaining(_ -> {});
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotThereIsSaid(Question question) {
        LabelLedger ledger = ledger();
        client.dataset("there", ledger);
        String project = client.project();
        assertThat(reason(question, project + "/labelLedgers/sha256:" + "ab".repeat(32)))
                .isEqualTo(ERROR_REASON_LEDGER_NOT_FOUND);
        assertThat(reason(question, client.unlabelled("bare"))).isEqualTo(ERROR_REASON_LEDGER_NOT_FOUND);
        assertThat(reason(question, project + "/datasets/none/versions/1")).isEqualTo(ERROR_REASON_VERSION_NOT_FOUND);
        assertThat(reason(question, project + "/datasets/none/versions/@best")).isEqualTo(ERROR_REASON_ALIAS_NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource
    void labelsOfARetiredVersionAreGivenOnRequestOnly(Question question) {
        LabelLedger ledger = ledger();
        client.dataset("there", ledger);
        String retired = client.dataset("gone", ledger, Version.State.STATE_RETIRED);
        assertThat(reason(question, retired)).isEqualTo(ERROR_REASON_VERSION_RETIRED);
        question.ask(client.stub(), retired, true);
    }

    @Test
    void aLedgerOfAnotherProjectIsNotThere() {
        LabelLedger ledger = ledger();
        String elsewhere = RIG.client().project() + "/labelLedgers/" + ledger.getDigest();
        assertThat(reason(Question.STATS, elsewhere)).isEqualTo(ERROR_REASON_LEDGER_NOT_FOUND);
    }

    private LabelLedger ledger() {
        return client.initial(client.schema("cat"), "sample,class,annotator,source\na,cat,ann,human\n");
    }

    private ErrorReason reason(Question question, String name) {
        return LabelClient.fault(() -> question.ask(client.stub(), name, false)).reason();
    }
}
