package dev.pedigree.lifecycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// A table as it stands in a Markdown page.
public final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    public MarkdownTable(String... headings) {
        row(headings);
        lines.add("|" + String.join("|", Collections.nCopies(headings.length, "---")) + "|");
    }

    public MarkdownTable row(String... cells) {
        lines.add(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |")));
        return this;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
