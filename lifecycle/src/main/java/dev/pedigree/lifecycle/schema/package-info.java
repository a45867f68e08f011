/// Label schemas that change: what is different between two versions, what that means for what was labelled before, and
/// what the schema's mode allows.
///
/// Start at [dev.pedigree.lifecycle.schema.ChangeKind] (the table), then
/// [dev.pedigree.lifecycle.schema.ClassChanges] (what changed) and [dev.pedigree.lifecycle.schema.SchemaCheck]
/// (what is refused). `docs/labels.md` says the same for people.
package dev.pedigree.lifecycle.schema;
