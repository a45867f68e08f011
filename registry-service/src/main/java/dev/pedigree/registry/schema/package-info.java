/// Label schemas: what a new version changes and whether it may, what any two versions differ in.
///
/// The rules are those of `dev.pedigree.lifecycle.schema`; here they meet what is stored.
package dev.pedigree.registry.schema;
