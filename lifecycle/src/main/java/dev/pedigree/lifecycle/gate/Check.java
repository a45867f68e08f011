package dev.pedigree.lifecycle.gate;

import java.util.List;

/// How one gate is judged: one result when it holds or has a single subject, else one for each subject in the way.
interface Check {

    List<GateResult> judge(DeployFacts facts);
}
