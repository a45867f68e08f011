package dev.pedigree.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The tables of a page of `docs/` that stand between `<!-- table: name -->` and `<!-- end -->`.
public final class PageTables {
    private static final Pattern BLOCK =
            Pattern.compile("<!-- table: (?<name>\\w+) -->\n\n(?<table>.*?)\n\n<!-- end -->", Pattern.DOTALL);

    private PageTables() {}

    /// By name.
    public static Map<String, String> of(String page) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("..", "docs", page)))
                .results()
                .collect(Collectors.toMap(block -> block.group("name"), block -> block.group("table")));
    }
}
