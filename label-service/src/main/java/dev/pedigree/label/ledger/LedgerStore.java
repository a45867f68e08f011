package dev.pedigree.label.ledger;

import static java.util.stream.Collectors.groupingBy;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.label.agreement.Ratings;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.LabelLedgerStatistics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Ledgers, what was counted of them, and where their labels lie.
public final class LedgerStore {
    private final Database database;
    private final InstantSource clock;
    private final Duration lease;

    /// @param lease how long a ledger that nobody named yet is kept
    public LedgerStore(Database database, InstantSource clock, Duration lease) {
        this.database = database;
        this.clock = clock;
        this.lease = lease;
    }

    /// A ledger with what was counted when it was prepared.
    public record Counted(Ledger ledger, LabelLedgerStatistics statistics, Ratings ratings) {}

    public Optional<Counted> find(LedgerName name) {
        return database.read(sql -> LedgerTable.find(sql, name))
                .map(row -> new Counted(LedgerTable.read(row), LedgerTable.statistics(row), LedgerTable.ratings(row)));
    }

    /// Or LEDGER_NOT_FOUND.
    public Counted get(LedgerName name) {
        return find(name).orElseThrow(() -> notFound(name));
    }

    public static Fault notFound(LedgerName name) {
        return new NotFound(ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND, "labelLedger", name.toString());
    }

    /// The ledgers that no version names as far as is known, by project.
    public Map<ProjectName, List<Ledger>> unnamed() {
        return database.read(LedgerTable::unnamed).stream()
                .collect(groupingBy(ledger -> ledger.name().project()));
    }

    /// Keeps these for ever: versions name them.
    public void keep(Collection<Ledger> named) {
        database.write(sql -> LedgerTable.keep(sql, ids(named)));
    }

    /// Forgets those of these whose lease ended before `time`, unless another ledger follows.
    ///
    /// @return how many
    public int forget(Collection<Ledger> unnamed, Instant time) {
        return database.write(sql -> {
            List<Long> ended = LedgerTable.ended(sql, ids(unnamed), time);
            SegmentTable.forget(sql, ended);
            LedgerTable.delete(sql, ended);
            return ended.size();
        });
    }

    private static List<Long> ids(Collection<Ledger> some) {
        return some.stream().map(Ledger::id).toList();
    }

    /// The files of all ledgers, by project.
    public Map<ProjectName, List<Digest>> files() {
        return database.read(SegmentTable::files);
    }

    /// Keeps the ledger for a lease from now on. Or LEDGER_NOT_FOUND.
    public Counted hold(LedgerName name) {
        database.write(sql -> {
            LedgerTable.find(sql, name)
                    .ifPresent(row ->
                            LedgerTable.lease(sql, row.getId(), clock.instant().plus(lease)));
            return true;
        });
        return get(name);
    }

    public Optional<LedgerName> parent(Ledger ledger) {
        return ledger.parent().isEmpty()
                ? Optional.empty()
                : database.read(sql -> LedgerTable.find(sql, ledger.parent().getAsLong()))
                        .map(Ledger::name);
    }

    public Chain chain(Ledger ledger) {
        return new Chain(database.read(sql -> LedgerTable.chain(sql, ledger.id())));
    }

    /// The ledger and all that follow it, near or far: versions may name any of them.
    public List<Ledger> kept(Ledger ledger) {
        return database.read(sql -> LedgerTable.kept(sql, ledger.id()));
    }

    /// What the ledger is read from at present.
    public List<Segment> layout(Ledger ledger) {
        return database.read(sql -> SegmentTable.layout(sql, ledger.id()));
    }

    /// What each of these ledgers changed.
    public List<Segment> brought(Collection<Ledger> ledgers) {
        return database.read(sql ->
                SegmentTable.brought(sql, ledgers.stream().map(Ledger::id).toList()));
    }

    /// Makes a prepared ledger one that there is. If it was there, that one is the answer.
    public Counted commit(NewLedger ledger) {
        database.write(sql -> {
            LedgerTable.insert(sql, ledger, clock.instant().plus(lease)).ifPresent(id -> {
                long segment = SegmentTable.insert(sql, ledger.name().project().id(), ledger.segment());
                Stream<Long> before = ledger.parent().stream()
                        .flatMap(parent -> SegmentTable.layout(sql, parent.id()).stream())
                        .map(Segment::id);
                SegmentTable.connect(
                        sql,
                        id,
                        segment,
                        Stream.concat(before, Stream.of(segment)).toList());
            });
            return true;
        });
        return hold(ledger.name());
    }

    /// Says which manifest has the paths of all labels, in place of what was said before.
    public void foundIn(Ledger ledger, Digest manifest) {
        database.write(sql -> {
            LedgerTable.foundIn(sql, ledger.id(), manifest);
            return true;
        });
    }

    /// All ledgers of a project, each after the one it follows.
    public List<Ledger> held(ProjectName project) {
        return database.read(sql -> LedgerTable.held(sql, project));
    }

    /// Says in which segment, from now on, lies what the ledger changed.
    public void remade(Ledger ledger, Segment segment) {
        database.write(sql -> {
            long id = SegmentTable.insert(sql, ledger.project(), segment);
            SegmentTable.bring(sql, ledger.id(), id);
            return true;
        });
    }

    /// Reads the last ledger of the chain from what each of them changed.
    public void spread(Chain chain) {
        database.write(sql -> {
            List<Long> ids = chain.ledgers().stream().map(Ledger::id).toList();
            SegmentTable.unlay(sql, chain.head().id());
            SegmentTable.lay(
                    sql,
                    chain.head().id(),
                    SegmentTable.brought(sql, ids).stream().map(Segment::id).toList());
            return true;
        });
    }

    /// Reads the ledger from `merged` where it was read from all of `segments`; not if its layout has changed
    /// meanwhile.
    public boolean replace(Ledger ledger, List<Segment> segments, Segment merged) {
        return database.write(sql -> {
            List<Long> old = segments.stream().map(Segment::id).toList();
            List<Long> layout = new ArrayList<>(SegmentTable.layout(sql, ledger.id()).stream()
                    .map(Segment::id)
                    .toList());
            int start = layout.indexOf(old.getFirst());
            if (start < 0 || !layout.subList(start, layout.size()).equals(old)) {
                return false;
            }
            layout.subList(start, layout.size()).clear();
            layout.add(SegmentTable.insert(sql, ledger.project(), merged));
            SegmentTable.unlay(sql, ledger.id());
            SegmentTable.lay(sql, ledger.id(), layout);
            return true;
        });
    }
}
