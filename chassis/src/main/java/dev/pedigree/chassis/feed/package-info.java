/// Places in the registry's feed, as writes answer them and readers hold them.
package dev.pedigree.chassis.feed;
