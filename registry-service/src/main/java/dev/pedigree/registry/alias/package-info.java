/// Aliases: movable names of versions. Every move is kept, and none happens without its row.
package dev.pedigree.registry.alias;
