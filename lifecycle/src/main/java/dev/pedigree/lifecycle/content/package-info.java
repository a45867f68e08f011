/// How a set of files becomes one digest: canonical paths, canonical lines, SHA-256.
package dev.pedigree.lifecycle.content;
