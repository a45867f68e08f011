package dev.pedigree.lifecycle.content;

/// Tells by one look at each letter that a path is good, which nearly all paths of a folder are. What it does not
/// vouch for may be good all the same: [PathRules] say.
final class PlainPath {
    private static final int LETTERS_OF_A_DEVICE = 3;

    private PlainPath() {}

    /// Only printable ASCII, no character with a meaning of its own, no segment that looks like a device's name.
    static boolean is(String path) {
        int start = 0;
        for (int index = 0; index < path.length(); index++) {
            char character = path.charAt(index);
            if (character == '/') {
                if (!isPlain(path, start, index)) {
                    return false;
                }
                start = index + 1;
            } else if (character < ' ' || character > '~' || character == '\\' || character == ':') {
                return false;
            }
        }
        return path.length() <= PathRules.LONGEST_PATH && isPlain(path, start, path.length());
    }

    private static boolean isPlain(String path, int start, int end) {
        return end > start
                && end - start <= PathRules.LONGEST_SEGMENT
                && path.charAt(end - 1) != '.'
                && path.charAt(end - 1) != ' '
                && !mayBeDevice(path, start, end);
    }

    private static boolean mayBeDevice(String path, int start, int end) {
        return end - start >= LETTERS_OF_A_DEVICE
                && switch (path.charAt(start) | 0x20) {
                    case 'c' -> continues(path, start, "on") || continues(path, start, "om");
                    case 'l' -> continues(path, start, "pt");
                    case 'p' -> continues(path, start, "rn");
                    case 'a' -> continues(path, start, "ux");
                    case 'n' -> continues(path, start, "ul");
                    default -> false;
                };
    }

    private static boolean continues(String path, int start, String rest) {
        return path.regionMatches(true, start + 1, rest, 0, rest.length());
    }
}
