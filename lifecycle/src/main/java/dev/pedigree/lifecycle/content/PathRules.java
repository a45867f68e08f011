package dev.pedigree.lifecycle.content;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a path in a manifest must not be. Refused when written, so that no reader ever meets it.
final class PathRules {

    static final int LONGEST_PATH = 1024;
    static final int LONGEST_SEGMENT = 255;

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    /// Device names of Windows, which it also sees in `con.txt` and `CON .txt`.
    private static final Pattern DEVICE = Pattern.compile(
            "(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[1-9\u00b9\u00b2\u00b3]) *(\\..*)?",
            Pattern.CASE_INSENSITIVE);

    private PathRules() {}

    /// Every rule that `path` breaks, in words; empty when it is a good path.
    static List<String> faults(String path) {
        if (PlainPath.is(path)) {
            return List.of();
        }
        return all(path);
    }

    static List<String> all(String path) {
        if (path.isEmpty()) {
            return List.of("it is empty");
        }
        List<String> faults = new ArrayList<>();
        wholeFaults(path, faults);
        for (String segment : path.split("/", -1)) {
            segmentFaults(segment, faults);
        }
        return faults.stream().distinct().toList();
    }

    private static void wholeFaults(String path, List<String> faults) {
        if (path.startsWith("/")) {
            faults.add("it begins with '/', but paths are relative");
        }
        if (path.indexOf('\\') >= 0) {
            faults.add("it holds a backslash; separate folders with '/'");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            faults.add("it holds a control character");
        }
        if (path.codePoints().anyMatch(PathRules::isLoneSurrogate)) {
            faults.add("it holds half a surrogate pair, which UTF-8 cannot write");
        } else if (!Normalizer.isNormalized(path, Normalizer.Form.NFC)) {
            faults.add("it is not in Unicode normalization form NFC");
        }
        if (utf8Length(path) > LONGEST_PATH) {
            faults.add("it is longer than %d bytes".formatted(LONGEST_PATH));
        }
    }

    private static void segmentFaults(String segment, List<String> faults) {
        if (segment.isEmpty()) {
            faults.add("it has an empty segment");
        } else if (segment.equals(".") || segment.equals("..")) {
            faults.add("it has the segment '%s'".formatted(segment));
        } else if (segment.endsWith(".") || segment.endsWith(" ")) {
            faults.add("a segment ends with a dot or a space, which Windows drops");
        }
        if (DRIVE.matcher(segment).matches()) {
            faults.add("a segment begins with a drive letter");
        }
        if (DEVICE.matcher(segment).matches()) {
            faults.add("a segment is the name of a Windows device");
        }
        if (utf8Length(segment) > LONGEST_SEGMENT) {
            faults.add("a segment is longer than %d bytes".formatted(LONGEST_SEGMENT));
        }
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
