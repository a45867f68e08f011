/// The change feed: every change of everything, in an order that never skips one, and the tokens that name places
/// in it.
package dev.pedigree.registry.feed;
