package dev.pedigree.lifecycle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lifecycle.MarkdownTable;
import dev.pedigree.lifecycle.PageTables;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the tables of `docs/labels.md` that are about label schemas with the code.
class LabelsPageTest {

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("compatibilities", compatibilities()),
                Arguments.of("modes", modes()),
                Arguments.of("changes", changes()),
                Arguments.of("verdicts", verdicts()),
                Arguments.of("rules", rules()),
                Arguments.of("outcomes", outcomes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void everyTableOfThePageSaysWhatTheCodeDoes(String name, MarkdownTable expected) throws IOException {
        assertThat(PageTables.of("labels.md")).containsEntry(name, expected.toString());
    }

    private static MarkdownTable compatibilities() {
        MarkdownTable table = new MarkdownTable("verdict", "meaning");
        Arrays.stream(Compatibility.values()).forEach(each -> table.row(code(each), each.meaning()));
        return table;
    }

    private static MarkdownTable modes() {
        MarkdownTable table = new MarkdownTable("mode", "what it promises", "compared with");
        Arrays.stream(Mode.values())
                .forEach(mode -> table.row(
                        code(mode),
                        mode.meaning(),
                        mode.transitive() ? "every earlier version" : "the version before"));
        return table;
    }

    private static MarkdownTable changes() {
        MarkdownTable table =
                new MarkdownTable("change", "meaning", "for earlier labels", "for who knows the earlier version");
        for (ChangeKind kind : ChangeKind.values()) {
            table.row(
                    code(kind),
                    kind.meaning(),
                    kind.backward().reason(),
                    kind.forward().reason());
        }
        return table;
    }

    private static MarkdownTable verdicts() {
        MarkdownTable table = new MarkdownTable(
                Stream.concat(Stream.of("change"), Arrays.stream(Mode.values()).map(LabelsPageTest::code))
                        .toArray(String[]::new));
        for (ChangeKind kind : ChangeKind.values()) {
            Stream<String> cells = Arrays.stream(Mode.values()).map(mode -> cell(mode, kind));
            table.row(Stream.concat(Stream.of(code(kind)), cells).toArray(String[]::new));
        }
        return table;
    }

    private static String cell(Mode mode, ChangeKind kind) {
        String verdict = switch (mode.effect(kind).compatibility()) {
            case COMPATIBLE -> "compatible";
            case NEEDS_REVIEW -> "needs review";
            case BREAKING -> "breaking";
        };
        return mode.forbids(kind) ? "**" + verdict + "**" : verdict;
    }

    private static MarkdownTable rules() {
        MarkdownTable table = new MarkdownTable("rule", "what is broken");
        Arrays.stream(SchemaViolation.Rule.values()).forEach(rule -> table.row(code(rule), rule.meaning()));
        return table;
    }

    private static MarkdownTable outcomes() {
        MarkdownTable table = new MarkdownTable("outcome", "what it says", "a model that learned from these labels");
        Arrays.stream(ReviewOutcome.values())
                .forEach(each -> table.row(
                        code(each),
                        each.meaning(),
                        each.letsPass() ? "may be deployed" : "may not: it learned the wrong ones"));
        return table;
    }

    private static String code(Enum<?> constant) {
        return "`" + constant.name() + "`";
    }
}
