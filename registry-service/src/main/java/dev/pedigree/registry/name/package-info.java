/// Names and what stands for them: row ids, etags, page tokens.
package dev.pedigree.registry.name;
