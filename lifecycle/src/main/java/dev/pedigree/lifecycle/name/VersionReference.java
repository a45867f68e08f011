package dev.pedigree.lifecycle.name;

/// `{asset}/versions/{number|latest|@alias}`: what reads accept where a version is meant.
public record VersionReference(AssetName asset, Selector selector) {

    static final String SHAPE = AssetName.SHAPE + "/versions/{number|latest|@alias}";

    /// Which version of the asset is meant.
    public sealed interface Selector {}

    /// Exactly this one.
    public record Exact(long number) implements Selector {

        public Exact {
            Segments.requireNumber("version", number);
        }

        @Override
        public String toString() {
            return Long.toString(number);
        }
    }

    /// The newest at the time of reading.
    public record Latest() implements Selector {

        static final String WORD = "latest";

        @Override
        public String toString() {
            return WORD;
        }
    }

    /// The one the alias points at at the time of reading.
    public record Alias(String alias) implements Selector {

        static final String SIGN = "@";

        public Alias {
            Segments.requireId("alias", alias);
        }

        @Override
        public String toString() {
            return SIGN + alias;
        }
    }

    public static VersionReference parse(String text) {
        return Segments.readAll(text, SHAPE, VersionReference::read);
    }

    static VersionReference read(Segments segments) {
        AssetName asset = AssetName.read(segments);
        segments.literal("versions");
        return new VersionReference(asset, readSelector(segments));
    }

    private static Selector readSelector(Segments segments) {
        if (segments.skip(Latest.WORD)) {
            return new Latest();
        }
        if (segments.startsWith(Alias.SIGN)) {
            return new Alias(segments.idAfter(Alias.SIGN, "alias"));
        }
        return new Exact(segments.number("version"));
    }

    @Override
    public String toString() {
        return asset + "/versions/" + selector;
    }
}
