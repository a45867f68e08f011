package dev.pedigree.registry.record;

/// The one way in which RFC 8785 writes a string: as it is, but for quotes, backslashes and control characters.
final class CanonicalString {
    private CanonicalString() {}

    static void append(StringBuilder out, String text) {
        out.append('"');
        int written = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < ' ' || character == '"' || character == '\\') {
                out.append(text, written, index).append(escape(character));
                written = index + 1;
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private static String escape(char character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted((int) character);
        };
    }
}
