package dev.pedigree.lifecycle.schema;

/// One reason why a version of a label schema is refused.
///
/// @param against number of the earlier version it was compared with; 0: there is none
/// @param detail one sentence that says what to do
public record SchemaViolation(Rule rule, long against, String detail) {

    /// What is broken.
    public enum Rule {
        CLASS_ID_REUSED("An id came back that stood for something else."),
        SPLIT_NOT_DECLARED("A class was added without a word on what it is split from."),
        DECLARATION_WRONG("A declared change does not fit the two versions."),
        BREAKING_CHANGE("The mode forbids a change.");

        private final String meaning;

        Rule(String meaning) {
            this.meaning = meaning;
        }

        /// One sentence for people.
        public String meaning() {
            return meaning;
        }
    }
}
