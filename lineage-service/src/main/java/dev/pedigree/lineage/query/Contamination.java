package dev.pedigree.lineage.query;

import com.google.protobuf.util.Timestamps;
import dev.pedigree.lineage.graph.Direction;
import dev.pedigree.lineage.graph.Facts;
import dev.pedigree.lineage.graph.Graph;
import dev.pedigree.lineage.graph.Link;
import dev.pedigree.lineage.graph.Walk;
import dev.pedigree.v1.DeploymentImpact;
import dev.pedigree.v1.GetImpactRequest;
import dev.pedigree.v1.Impact;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.ModelImpact;
import dev.pedigree.v1.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Answers GetImpact: which models learned from a version in doubt, and where they run or ran.
///
/// A model learns from its training data, its base model, what its data was made from and the classes it was
/// labelled with. It does not learn from what it was validated or tested on. A later version of a dataset or
/// schema is not made *from* its parent as a whole (it may have corrected just what is in doubt), so PARENT is
/// followed on request only; and never between models, where it orders versions and says nothing of what was
/// learned.
public final class Contamination {
    private static final int ALL_THE_WAY = 100;
    private static final int USUAL_MODELS = 1_000;
    private static final Selection LEARNING = Selection.of(
            Relation.RELATION_TRAINING_VALUE,
            Relation.RELATION_BASE_MODEL_VALUE,
            Relation.RELATION_SOURCE_VALUE,
            Relation.RELATION_LABEL_SCHEMA_VALUE);

    private static final Comparator<DeploymentImpact> NEWEST_FIRST = Comparator.comparing(
                    DeploymentImpact::getStartTime, Timestamps.comparator().reversed())
            .thenComparing(DeploymentImpact::getDeployment);

    private final Graph graph;
    private final Drawing drawing;
    private final GetImpactRequest request;
    private final int maxHops;
    private final int maxModels;

    private final Impact.Builder answer = Impact.newBuilder();
    private final ReplySize size = new ReplySize();

    public Contamination(Graph graph, GetImpactRequest request) {
        this.graph = graph;
        this.drawing = new Drawing(graph);
        this.request = request;
        this.maxHops = request.getMaxHops() == 0 ? ALL_THE_WAY : request.getMaxHops();
        this.maxModels = request.getMaxModels() == 0 ? USUAL_MODELS : request.getMaxModels();
    }

    public Impact.Builder from(int start) throws InterruptedException {
        Walk walk = new Walk(graph, start, Direction.DOWNSTREAM, this::passesOn);
        showLevel(walk);
        while (!answer.getTruncated() && walk.advance()) {
            if (walk.distance() > maxHops) {
                answer.setTruncated(true);
            } else {
                showLevel(walk);
            }
        }
        return answer;
    }

    private boolean passesOn(int relation, Facts facts) {
        if (relation == Relation.RELATION_PARENT_VALUE) {
            return request.getThroughLaterVersions()
                    && facts.isVersion()
                    && !facts.is(LineageKind.LINEAGE_KIND_MODEL_VERSION);
        }
        return facts.known() && LEARNING.has(relation);
    }

    private void showLevel(Walk walk) {
        FirstByName level = new FirstByName(graph, maxModels - answer.getModelsCount());
        walk.forEachOfLevel(node -> {
            if (graph.facts(node).is(LineageKind.LINEAGE_KIND_MODEL_VERSION)) {
                level.offer(node);
            }
        });
        level.inOrder().forEach(node -> show(model(walk, node)));
        if (level.dropped()) {
            answer.setTruncated(true);
        }
    }

    private void show(ModelImpact model) {
        if (!answer.getTruncated() && size.admits(model)) {
            answer.addModels(model);
        } else {
            answer.setTruncated(true);
        }
    }

    private ModelImpact model(Walk walk, int node) {
        ModelImpact.Builder model = ModelImpact.newBuilder()
                .setModelVersion(graph.name(node))
                .setDistance(walk.distance())
                .setStateValue(graph.facts(node).state())
                .addAllDeployments(deployments(node));
        List<Integer> way = walk.way(node);
        for (int hop = 1; hop < way.size(); hop++) {
            int newer = way.get(hop);
            model.addPath(drawing.edge(newer, walk.relationTo(newer), way.get(hop - 1)));
        }
        return model.build();
    }

    private List<DeploymentImpact> deployments(int model) {
        List<Integer> deployments = new ArrayList<>();
        graph.forEachIn(model, link -> {
            Facts facts = graph.facts(Link.node(link));
            boolean deploys = Link.relation(link) == Relation.RELATION_DEPLOYS_VALUE && facts.known();
            if (deploys && (facts.live() || !request.getLiveOnly())) {
                deployments.add(Link.node(link));
            }
        });
        return deployments.stream()
                .map(drawing::deployment)
                .sorted(NEWEST_FIRST)
                .toList();
    }
}
