/// Archival with context: what was retired, why, what to use instead, when it served, what came of it, and how long
/// its record is kept.
package dev.pedigree.registry.retirement;
