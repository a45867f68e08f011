package dev.pedigree.lifecycle.name;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads a resource name from left to right, segment by segment, and says what is wrong with it where it stops.
final class Segments {

    static final String WILDCARD = "-";

    private static final int LONGEST_ID = 63;
    private static final int MOST_DIGITS = 10;
    private static final String ID_RULE =
            "an id is 1 to 63 lower-case letters, digits and hyphens and begins with a letter";

    private final String text;
    private final String shape;
    private final String[] parts;
    private int position;

    private Segments(String text, String shape) {
        this.text = text;
        this.shape = shape;
        this.parts = text.split("/", -1);
    }

    /// Reads all of `text` with `reader`; `shape` is what the caller is told to send instead.
    static <N> N readAll(String text, String shape, Function<Segments, N> reader) {
        Segments segments = new Segments(text, shape);
        N name = reader.apply(segments);
        if (segments.position < segments.parts.length) {
            throw segments.fault("there is more after " + InvalidName.quote(name.toString()));
        }
        return name;
    }

    /// Checks an id given by itself, as constructors do.
    static String requireId(String what, String id) {
        if (!isId(id)) {
            throw new InvalidName("%s is not %s id: %s".formatted(InvalidName.quote(id), article(what), ID_RULE));
        }
        return id;
    }

    /// Checks a number given by itself, as constructors do.
    static long requireNumber(String what, long number) {
        if (!isNumber(Long.toString(number))) {
            throw new InvalidName("%d is not %s number: numbers begin at 1 and have at most ten digits"
                    .formatted(number, article(what)));
        }
        return number;
    }

    /// Names are read at every call, so this is no regular expression.
    private static boolean isId(String text) {
        if (text.isEmpty() || text.length() > LONGEST_ID || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int index = 1; index < text.length(); index++) {
            char character = text.charAt(index);
            if (!isLetter(character) && !isDigit(character) && character != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS || text.charAt(0) == '0') {
            return false;
        }
        for (int index = 0; index < text.length(); index++) {
            if (!isDigit(text.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private boolean hasNext() {
        return position < parts.length;
    }

    void literal(String expected) {
        String part = next(expected);
        if (!part.equals(expected)) {
            throw fault("%s stands where '%s' should be".formatted(InvalidName.quote(part), expected));
        }
    }

    String id(String what) {
        return requireIdHere(what, next(what));
    }

    long number(String what) {
        String part = next(what);
        if (!isNumber(part)) {
            throw fault("%s is not %s number".formatted(InvalidName.quote(part), article(what)));
        }
        return Long.parseLong(part);
    }

    Kind kind() {
        String part = next("kind of asset");
        return Kind.ofCollection(part)
                .orElseThrow(() -> fault(
                        "%s is no kind of asset; there are %s".formatted(InvalidName.quote(part), collections())));
    }

    Digest digest() {
        String part = next("digest");
        try {
            return Digest.parse(part);
        } catch (InvalidName invalid) {
            throw fault(invalid.getMessage());
        }
    }

    /// Empty for `-`, which stands for all.
    Optional<String> idOrWildcard(String what) {
        return skip(WILDCARD) ? Optional.empty() : Optional.of(id(what));
    }

    /// An id written right after `sign`.
    String idAfter(String sign, String what) {
        return requireIdHere(what, next(what).substring(sign.length()));
    }

    boolean startsWith(String sign) {
        return hasNext() && parts[position].startsWith(sign);
    }

    /// Takes the next segment if it is `word`.
    boolean skip(String word) {
        boolean found = hasNext() && parts[position].equals(word);
        if (found) {
            position++;
        }
        return found;
    }

    InvalidName fault(String detail) {
        return new InvalidName("%s is not a name of the form %s: %s".formatted(InvalidName.quote(text), shape, detail));
    }

    private String requireIdHere(String what, String part) {
        if (!isId(part)) {
            throw fault("%s is not %s id: %s".formatted(InvalidName.quote(part), article(what), ID_RULE));
        }
        return part;
    }

    private String next(String what) {
        if (!hasNext()) {
            throw fault("the " + what + " is missing");
        }
        return parts[position++];
    }

    private static String article(String what) {
        return ("aeiou".indexOf(what.charAt(0)) >= 0 ? "an " : "a ") + what;
    }

    private static String collections() {
        return Arrays.stream(Kind.values()).map(Kind::collection).collect(Collectors.joining(", "));
    }
}
