/// Assets: named lines of versions.
package dev.pedigree.registry.asset;
