/// What a version's frozen record says, to whoever needs it in another form.
package dev.pedigree.registry.record;
