package dev.pedigree.registry.review;

import dev.pedigree.lifecycle.gate.LabelFact;
import dev.pedigree.lifecycle.gate.StaleLabels;
import dev.pedigree.lifecycle.schema.StaleClass;
import dev.pedigree.lifecycle.schema.Staleness;
import dev.pedigree.registry.ancestry.Learning;
import dev.pedigree.registry.name.AssetIds;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.review.ReviewStore.Answer;
import dev.pedigree.registry.review.ReviewStore.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// What the labels that a model learned from say under their schemas as they are now.
///
/// Label schemas get new versions, and reviews are added, so a decision keeps both from happening meanwhile: the
/// schemas by a lock that this asks for, the reviews by that on the states of the dataset versions.
public final class LearnedLabels {
    /// So that a deployment can be decided, and recorded, whatever happened to a large schema. Once these are
    /// reviewed the rest is told.
    private static final int MOST_TOLD = 1_000;

    private final AssetIds assets;
    private final VersionIds ids;

    public LearnedLabels(AssetIds assets, VersionIds ids) {
        this.assets = assets;
        this.ids = ids;
    }

    /// @param hold keeps these label schemas, by row id, from getting another version, or does nothing
    public LabelFact of(DSLContext sql, long model, BiConsumer<DSLContext, Collection<Long>> hold) {
        List<LabelledVersion> labelled = LabelledVersion.of(sql, Learning.datasets(sql, model));
        if (labelled.isEmpty()) {
            return new LabelFact(0, List.of());
        }
        hold.accept(sql, labelled.stream().map(LabelledVersion::schema).collect(Collectors.toCollection(TreeSet::new)));
        return new LabelFact(
                labelled.size(), open(sql, labelled).stream().limit(MOST_TOLD).toList());
    }

    /// What of these is stale and was not reviewed, or was found wrong.
    public List<StaleLabels> open(DSLContext sql, List<LabelledVersion> labelled) {
        LaterChanges later = LaterChanges.than(sql, labelled);
        Map<Question, Answer> answers = ReviewStore.newest(
                sql, labelled.stream().map(LabelledVersion::id).toList());
        List<StaleLabels> open = new ArrayList<>();
        for (LabelledVersion each : labelled) {
            for (StaleClass stale : stale(later, each)) {
                Question question = new Question(each.id(), (int) stale.number(), stale.classId());
                Optional<Answer> answer = Optional.ofNullable(answers.get(question));
                if (!answer.map(Answer::letsPass).orElse(false)) {
                    open.add(describe(sql, each, stale, answer.flatMap(Answer::relabelledAs)));
                }
            }
        }
        return open;
    }

    static List<StaleClass> stale(LaterChanges later, LabelledVersion labelled) {
        return Staleness.of(labelled.used(), later.after(labelled));
    }

    private StaleLabels describe(
            DSLContext sql, LabelledVersion labelled, StaleClass stale, Optional<Long> relabelledAs) {
        return new StaleLabels(
                ids.name(sql, labelled.id()),
                assets.name(sql, labelled.schema()).version(stale.number()),
                stale.classId(),
                stale.spell(),
                relabelledAs.map(id -> ids.name(sql, id)));
    }
}
