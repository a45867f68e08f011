/// The public door: which methods there are, who may call them, and where they lead. Start at
/// [dev.pedigree.gateway.door.Routes] and [dev.pedigree.gateway.door.Door].
package dev.pedigree.gateway.door;
