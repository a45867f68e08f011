package dev.pedigree.lifecycle.schema;

import static dev.pedigree.lifecycle.schema.Effect.breaking;
import static dev.pedigree.lifecycle.schema.Effect.compatible;
import static dev.pedigree.lifecycle.schema.Effect.needsReview;

/// How a label schema can change, and what each kind does: to labels written before, when the later version reads them,
/// and to labels written after, when somebody reads them who knows the earlier version only.
public enum ChangeKind {
    CLASS_ADDED(
            "A class for what no class stood for.",
            compatible("no earlier label is of it"),
            breaking("its labels are unknown to the earlier version")),
    CLASS_SPLIT(
            "A class that takes a part of earlier ones.",
            needsReview("labels of what it is split from may be of it"),
            breaking("its labels are unknown to the earlier version")),
    CLASS_REDEFINED(
            "A class that means something else, though its id stays.",
            needsReview("labels of it were given by the earlier meaning"),
            needsReview("labels of it are given by a meaning the earlier version does not have")),
    CLASS_RENAMED(
            "A class with another name.",
            compatible("labels hold the id of their class, not its name"),
            compatible("labels hold the id of their class, not its name")),
    CLASS_MERGED(
            "A class that became part of another.",
            compatible("every label of it is one of the class it went into"),
            breaking("what the earlier version tells apart, later labels do not")),
    CLASS_REMOVED(
            "A class that is gone, and is part of no other.",
            breaking("labels of it mean nothing any more"),
            compatible("no later label is of it")),
    CLASS_REPARENTED(
            "A class that stands elsewhere in the hierarchy.",
            compatible("labels hold their class, not its place"),
            compatible("labels hold their class, not its place")),
    ATTRIBUTE_WIDENED(
            "An attribute that may hold, or leave out, more than before.",
            compatible("what was legal is legal"),
            breaking("later labels may carry, or lack, what the earlier version refuses")),
    ATTRIBUTE_NARROWED(
            "An attribute that may hold, or leave out, less than before.",
            breaking("earlier labels may carry, or lack, what is refused now"),
            compatible("what is legal was legal")),
    ATTRIBUTE_CHANGED(
            "An attribute that gained and lost at once, or holds something else.",
            breaking("earlier labels may carry, or lack, what is refused now"),
            breaking("later labels may carry, or lack, what the earlier version refuses")),
    GEOMETRY_CHANGED(
            "Annotations that are drawn in another way.",
            breaking("earlier annotations are drawn in another way"),
            breaking("later annotations are drawn in another way")),
    SEVERAL_ALLOWED(
            "One label for each item became any number.",
            compatible("one label is a legal number of labels"),
            breaking("later items may have several labels")),
    SEVERAL_FORBIDDEN(
            "Any number of labels for each item became one.",
            breaking("earlier items may have several labels"),
            compatible("one label was a legal number of labels")),
    GUIDELINE_CHANGED(
            "Another guideline document.",
            compatible("a class whose meaning it moves must be declared redefined"),
            compatible("a class whose meaning it moves must be declared redefined"));

    private final String meaning;
    private final Compatibility backward;
    private final String backwardReason;
    private final Compatibility forward;
    private final String forwardReason;

    ChangeKind(String meaning, Effect backward, Effect forward) {
        this.meaning = meaning;
        this.backward = backward.compatibility();
        this.backwardReason = backward.reason();
        this.forward = forward.compatibility();
        this.forwardReason = forward.reason();
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }

    /// On labels written before.
    public Effect backward() {
        return new Effect(backward, backwardReason);
    }

    /// On labels written after.
    public Effect forward() {
        return new Effect(forward, forwardReason);
    }

    /// Whether labels written before need a review, whatever the mode.
    public boolean makesStale() {
        return backward == Compatibility.NEEDS_REVIEW;
    }
}
