package dev.pedigree.label;

import static dev.pedigree.v1.LabelFileFormat.LABEL_FILE_FORMAT_CSV;
import static dev.pedigree.v1.LabelFileFormat.LABEL_FILE_FORMAT_JSON_LINES;
import static dev.pedigree.v1.LabelFileFormat.LABEL_FILE_FORMAT_PARQUET;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.label.testing.Damage;
import dev.pedigree.label.testing.LabelClient;
import dev.pedigree.label.testing.LabelRig;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.LabelFault;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelRefusal;
import dev.pedigree.v1.PrepareLabelsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Damaged files, each of which becomes a ledger or gets a clear refusal, while others are served. The engine of the
/// service runs in the process of this test: what killed it would end the test.
///
/// `-Dfuzz.files=20000 -Dfuzz.seed=7` tries more, and others.
final class FuzzTest {
    private static final int FILES = Integer.getInteger("fuzz.files", 120);
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    /// One whose statistics say that no source is missing, where one is.
    private static final long LYING_SEED = 13;

    private static final int LYING_FILE = 310;

    private static final String ROWS = """
        select 's' || i as sample, 'o' || i %% 3 as object, ['cat', 'dog'][1 + i %% 2] as class,
               'ann' as annotator, ['human', 'imported'][1 + i %% 2] as source, i / 3000 as confidence,
               timestamp '2026-01-01' + interval (i) minute as labelled_at, '{}' as attributes
        from range(%d) t(i)\
        """;

    private static final String CSV = """
        sample,object,class,annotator,source,confidence,labelled_at,attributes
        s1,,cat,ann,human,0.5,2026-01-01T00:00:00Z,{}
        "s2, ""two"" of",o,dog,ann,imported,,,
        s3,,cat,bob,human,1,2026-01-01,"{}"
        """;

    private static final String JSON = """
        {"sample": "s1", "class": "cat", "annotator": "ann", "source": "human", "confidence": 0.5}
        {"sample": "s2", "object": "o", "class": "dog", "annotator": "ann", "source": "human", "attributes": {}}
        {"sample": "s3", "class": "cat", "annotator": "b\u00f6b", "source": "human", "labelled_at": "2026-01-01"}
        """;

    @RegisterExtension
    static final LabelRig RIG = LabelRig.usual();

    private final LabelClient client = RIG.client();
    private final String schema = client.schema("cat", "dog");
    private final List<Whole> corpus = new ArrayList<>();
    private int ledgers;

    private record Whole(LabelFileFormat format, ByteString content) {}

    @Test
    void everyFileBecomesALedgerOrGetsAClearRefusal() {
        Stream.of(1, 30, 3_000)
                .map(rows -> Parquet.write(ROWS.formatted(rows)))
                .forEach(content -> corpus.add(new Whole(LABEL_FILE_FORMAT_PARQUET, ByteString.copyFrom(content))));
        corpus.add(new Whole(LABEL_FILE_FORMAT_CSV, ByteString.copyFromUtf8(CSV)));
        corpus.add(new Whole(LABEL_FILE_FORMAT_JSON_LINES, ByteString.copyFromUtf8(JSON)));
        corpus.forEach(whole -> prepare(whole.format(), whole.content().toByteArray(), "whole"));
        assertThat(ledgers).isEqualTo(corpus.size());
        damage(LYING_SEED, LYING_FILE);
        for (int number = 0; number < FILES; number++) {
            damage(SEED, number);
        }
        assertThat(ledgers - corpus.size()).isBetween(1, FILES);
        serveAnother();
    }

    private void damage(long seed, int number) {
        String which = "-Dfuzz.seed=%d, file %d".formatted(seed, number);
        Random random = new Random(seed * 1_000_003 + number);
        Whole whole = corpus.get(random.nextInt(corpus.size()));
        Damage damage = new Damage(random);
        byte[] content = whole.format() == LABEL_FILE_FORMAT_PARQUET
                ? damage.binary(whole.content().toByteArray())
                : damage.text(whole.content().toByteArray());
        prepare(whole.format(), content, which);
    }

    private void prepare(LabelFileFormat format, byte[] content, String which) {
        List<PrepareLabelsResponse> steps = new ArrayList<>();
        try {
            client.stub()
                    .prepareLabels(client.file(schema, content, format)
                            .setInitial(InitialLabels.getDefaultInstance())
                            .build())
                    .forEachRemaining(steps::add);
        } catch (io.grpc.StatusRuntimeException failure) {
            throw new AssertionError(which + " of " + format, failure);
        }
        if (steps.getLast().hasLedger()) {
            ledgers++;
        } else {
            requireClear(steps.getLast().getRefusal(), which);
        }
    }

    /// It says what is wrong, and nothing of how that was found out.
    private static void requireClear(LabelRefusal refusal, String which) {
        assertThat(refusal.getFaults()).as(which).isPositive();
        assertThat(refusal.getKindsList()).as(which).isNotEmpty();
        for (LabelFault fault : refusal.getKindsList()) {
            assertThat(fault.getKind().getNumber()).as(which).isPositive();
            assertThat(fault.getDescription())
                    .as(which)
                    .isNotBlank()
                    .hasSizeLessThan(500)
                    .doesNotContainIgnoringCase(
                            "/reader", "pedigree", "read_parquet", "read_csv", "select ", "exception");
        }
    }

    private static void serveAnother() {
        LabelClient other = RIG.client();
        assertThat(other.initial(other.schema("cat", "dog"), CSV)
                        .getStatistics()
                        .getAnnotations())
                .isEqualTo(3);
    }
}
