package dev.pedigree.lifecycle.content;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.InvalidName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One file of a manifest, with the one way to write it: `hex SP size SP path LF`.
public record ManifestLine(Digest digest, long size, ManifestPath path) {

    private static final Pattern FORM =
            Pattern.compile("(?<hex>[0-9a-f]{64}) (?<size>0|[1-9][0-9]{0,17}) (?<path>[^\\n]+)\\n");

    public ManifestLine {
        if (size < 0) {
            throw new InvalidName("the size of %s is negative".formatted(path));
        }
    }

    /// Reads what [#toString] writes, and nothing else.
    public static ManifestLine parse(String line) {
        Matcher form = FORM.matcher(line);
        if (!form.matches()) {
            throw new InvalidName("%s is not a manifest line: hex, size and path, each after one space, and a line feed"
                    .formatted(InvalidName.quote(line)));
        }
        return new ManifestLine(
                Digest.parse("sha256:" + form.group("hex")),
                Long.parseLong(form.group("size")),
                ManifestPath.parse(form.group("path")));
    }

    /// The canonical bytes.
    public byte[] utf8() {
        byte[] start = (digest.hex() + " " + size + " ").getBytes(StandardCharsets.ISO_8859_1);
        byte[] line = Arrays.copyOf(start, start.length + path.length() + 1);
        path.write(line, start.length);
        line[line.length - 1] = '\n';
        return line;
    }

    @Override
    public String toString() {
        return digest.hex() + " " + size + " " + path + "\n";
    }
}
