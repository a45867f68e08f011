package dev.pedigree.label.intake;

import dev.pedigree.v1.LabelFaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What every row of a change file must be like by itself, as SQL that names the first rule a row breaks.
final class RowRules {
    private final Source source;
    private final Shape shape;
    private final List<String> cases = new ArrayList<>();

    private RowRules(Source source, Shape shape) {
        this.source = source;
        this.shape = shape;
    }

    /// An expression that is empty for a row that is right, and else `kind field why`.
    static String fault(Source source, Shape shape) {
        RowRules rules = new RowRules(source, shape);
        source.columns().forEach(column -> rules.invalid(column, source.misfits(column), "has the wrong type"));
        shape.required().stream()
                .filter(column -> !(column.equals("corrected") && shape.withdraws()))
                .forEach(rules::required);
        source.columns().stream().filter(Texts::isText).forEach(rules::shortEnough);
        rules.values();
        return "case " + String.join(" ", rules.cases) + " end";
    }

    private void required(String column) {
        add(LabelFaultKind.LABEL_FAULT_KIND_VALUE_MISSING, column, "not (" + source.stands(column) + ")", "is missing");
    }

    private void shortEnough(String column) {
        String text = source.text(column);
        int most = Texts.mostBytes(column);
        invalid(column, "strlen(%s) > %d".formatted(text, most), "is longer than %d bytes".formatted(most));
        invalid(column, "contains(%s, chr(0))".formatted(text), "holds a zero byte");
    }

    private void values() {
        if (has("source")) {
            invalid(
                    "source",
                    source.text("source") + " not in ('human', 'model', 'consensus', 'imported')",
                    "is none of human, model, consensus, imported");
            String byModel = source.text("source") + " = 'model'";
            String named = has("model") ? " and not (" + source.stands("model") + ")" : "";
            add(
                    LabelFaultKind.LABEL_FAULT_KIND_VALUE_MISSING,
                    "model",
                    byModel + named,
                    "is missing, and the source is a model");
        }
        if (has("confidence")) {
            String number = source.number("confidence");
            invalid(
                    "confidence",
                    "%s and (%s is null or isnan(%s) or %s not between 0 and 1)"
                            .formatted(source.stands("confidence"), number, number, number),
                    "is no number from 0 to 1");
        }
        time("labelled_at");
        time("corrected_at");
        json("attributes", " and json_type(%s) <> 'OBJECT'", "is no JSON object");
        json("geometry", "", "is no JSON");
    }

    private void time(String column) {
        if (has(column)) {
            invalid(
                    column,
                    "%s and %s is null".formatted(source.stands(column), source.time(column)),
                    "is no time such as 2026-03-31T12:00:00Z");
        }
    }

    private void json(String column, String more, String why) {
        if (has(column)) {
            String text = source.text(column);
            invalid(column, "not json_valid(%s)".formatted(text), why);
            if (!more.isEmpty()) {
                invalid(column, "json_valid(%s)".formatted(text) + more.formatted(text), why);
            }
        }
    }

    private boolean has(String column) {
        return shape.knows(column) && source.columns().contains(column);
    }

    private void invalid(String column, String condition, String why) {
        add(LabelFaultKind.LABEL_FAULT_KIND_VALUE_INVALID, column, condition, why);
    }

    private void add(LabelFaultKind kind, String column, String condition, String why) {
        if (!condition.equals("false")) {
            cases.add(String.format(Locale.ROOT, "when %s then '%d %s %s'", condition, kind.getNumber(), column, why));
        }
    }
}
