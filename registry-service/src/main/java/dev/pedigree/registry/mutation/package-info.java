/// What every mutation has in common, done once: one transaction, one reply, one place in the feed.
package dev.pedigree.registry.mutation;
