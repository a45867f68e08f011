package dev.pedigree.lifecycle;

/// A text that is not the name, digest or path it should be. The message is meant for the caller who sent it.
public final class InvalidName extends IllegalArgumentException {

    private static final long serialVersionUID = 1;
    private static final int LONGEST_QUOTE = 120;

    public InvalidName(String message) {
        super(message);
    }

    /// `text` in quotes, cut to a readable length and with control characters made visible.
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints()
                .limit(LONGEST_QUOTE)
                .forEach(point -> quoted.append(
                        Character.isISOControl(point) ? "\\u%04x".formatted(point) : Character.toString(point)));
        return quoted.append(text.codePointCount(0, text.length()) > LONGEST_QUOTE ? "..." : "")
                .append('\'')
                .toString();
    }
}
