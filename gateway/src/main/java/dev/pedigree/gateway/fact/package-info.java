/// What a deployment is judged on: gathered from three services, and read as the rule book sees it. Start at
/// [dev.pedigree.gateway.fact.FactFinder].
package dev.pedigree.gateway.fact;
