/// Versions: created at once and for ever, annotated, read.
package dev.pedigree.registry.version;
