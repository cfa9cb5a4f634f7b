package dev.mortise.testkit;

import dev.mortise.testkit.conductor.Duel;
import dev.mortise.testkit.page.Page;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One search through a setting, from the first state to the report. */
final class Investigation {

    private static final double NANOS = 1e9;
    /** How far ahead a replay looks before it gives up on the question who can still finish. */
    private static final Limits OUTLOOK = Limits.ofThisJvm().states(5_000_000).time(Duration.ofSeconds(30));

    private final Setting setting;
    private final Alarm alarm = new Alarm();
    private final Pulse pulse = new Pulse();

    Investigation(Setting setting) {
        this.setting = setting;
    }

    Proof exhaust(Limits limits, Consumer<Progress> listener) {
        return new Exploration(pulse, alarm, listener).run(() -> exhaust(limits));
    }

    private Proof exhaust(Limits limits) {
        long begun = Exploration.nanos();
        Budget budget = budget(limits);
        Cast cast = new Cast(setting, alarm, pulse);
        Trie trie = new Trie(true, pulse);
        Stepper stepper = new Stepper(cast.scripts(), trie);
        Search search = search(stepper, budget);
        search.run(stepper.start(cast.world(), setting));
        Audit audit = new Audit(trie.mergers(), pulse, budget);
        Hindsight hindsight = hindsight(search, stepper, budget);
        Aftermath aftermath = new Aftermath(hindsight, audit, budget);
        if (search.isExhausted()) {
            aftermath.run();
        }
        Violation violation = violation(search, hindsight.trap());
        String stoppedBy = search.stoppedBy() + aftermath.stoppedBy();
        double seconds = (Exploration.nanos() - begun) / NANOS;
        return proof(search, trie, audit, seconds, stoppedBy, violation);
    }

    private Budget budget(Limits limits) {
        return new Budget(limits, Exploration::nanos, pulse);
    }

    private Hindsight hindsight(Search search, Stepper stepper, Budget budget) {
        return new Hindsight(search.edges(), stepper.actors(), setting.oracles(), budget);
    }

    /** The worlds in which a search ends, with and without the reduction; a broken law ends it too. */
    Set<Long> endings(boolean reduced) {
        Cast cast = new Cast(setting, alarm, pulse, reduced);
        Stepper stepper = new Stepper(cast.scripts(), new Trie(true, pulse));
        Search search = search(stepper, budget(Limits.ofThisJvm()));
        search.run(stepper.start(cast.world(), setting));
        if (!search.isExhausted()) {
            throw new IllegalStateException("not exhausted: " + search.stoppedBy() + search.found());
        }
        return search.endings();
    }

    private Search search(Stepper stepper, Budget budget) {
        return new Search(stepper, judge(stepper), setting.bounds().adversary(), budget);
    }

    private Judge judge(Stepper stepper) {
        return new Judge(
                stepper, setting.oracles(), setting.mayStay(), setting.bounds().crashes());
    }

    private Proof proof(
            Search search, Trie trie, Audit audit, double seconds, String stoppedBy, @Nullable Violation violation) {
        Progress progress = search.progress();
        return new Proof(
                setting.name() + " " + setting.bounds() + powerCuts(search) + ", from "
                        + setting.start().name(),
                progress.states(),
                progress.transitions(),
                progress.depth(),
                trie.nodes(),
                trie.codeRuns(),
                audit.runs(),
                seconds,
                search.bytesPerState(),
                stoppedBy,
                violation);
    }

    private String powerCuts(Search search) {
        int cuts = setting.power().cuts();
        return cuts == 0 ? "" : String.format(Locale.ROOT, ", power cuts %d (%,d disks)", cuts, search.disks());
    }

    private @Nullable Violation violation(Search search, Hindsight.@Nullable Trap trap) {
        Search.Found found = search.found();
        if (found == null) {
            return trap == null ? null : retold(search.edges().wayTo(trap.state()), trap.charge(), false);
        }
        List<Action> way = search.edges().wayTo(found.state());
        if (found.last() != null) {
            way.add(found.last());
        }
        return retold(way, found.charge(), true);
    }

    /** Plays the way with the real code, which must come to the same end: at once, or only after a look at all that follows. */
    private Violation retold(List<Action> way, Judge.Charge charge, boolean atOnce) {
        Cast cast = new Cast(setting, alarm, pulse);
        Replay replay = replay(new Stepper(cast.scripts(), new Trie(false, pulse)), cast);
        way.forEach(replay::play);
        Judge.Charge seen = replay.charge();
        boolean same = seen == null ? !atOnce || charge.oracle() == Oracle.DEADLOCK : seen.oracle() == charge.oracle();
        if (!same) {
            throw new UnfitProtocolException("the search found " + charge.oracle() + ", its replay "
                    + (seen == null ? "nothing" : seen.oracle())
                    + ": a checkpoint leaves out what the code still remembers");
        }
        return violation(cast, replay, charge);
    }

    private Replay replay(Stepper stepper, Cast cast) {
        boolean atOnce = !setting.bounds().adversary().zombies();
        return new Replay(stepper, judge(stepper), atOnce, stepper.start(cast.world(), setting));
    }

    private Violation violation(Cast cast, Replay replay, Judge.Charge charge) {
        Schedule schedule = schedule(replay.words());
        String timeline = new Timeline(cast.heads(), replay.rows(), replay.words())
                .print(charge.oracle() + ": " + charge.message());
        String page =
                Page.of(new Retelling(setting, charge, schedule).story(cast.heads(), replay.start(), replay.moments()));
        return new Violation(charge.oracle(), charge.message(), schedule, timeline, page);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // One schedule
    // ---------------------------------------------------------------------------------------------------------------

    @Nullable
    Violation replay(Schedule schedule) {
        requireFitting(schedule);
        return new Exploration(pulse, alarm, progress -> {}).run(() -> replayed(schedule));
    }

    /** Steps of another scenario would end somewhere, and prove nothing. */
    private void requireFitting(Schedule schedule) {
        String own = schedule(List.of()).head();
        if (!schedule.head().equals(own)) {
            throw new IllegalArgumentException("the schedule is made for '" + schedule.head()
                    + "', but this scenario is '" + own + "'; choose the same protocol, bounds, start and adversary");
        }
    }

    private Schedule schedule(List<String> words) {
        return new Schedule(
                setting.name(),
                setting.bounds().processes(),
                setting.bounds().rounds(),
                setting.start().name(),
                setting.bounds().adversary(),
                words);
    }

    private @Nullable Violation replayed(Schedule schedule) {
        Cast cast = new Cast(setting, alarm, pulse);
        Trie trie = new Trie(false, pulse);
        Stepper stepper = new Stepper(cast.scripts(), trie);
        Replay replay = replay(stepper, cast);
        for (String word : schedule.actions()) {
            play(replay, word, stepper, replay::play);
        }
        trie.startMerging();
        Judge.Charge charge = replay.charge() != null ? replay.charge() : outlook(stepper, replay.state());
        return charge == null ? null : violation(cast, replay, charge);
    }

    private static void play(Replay replay, String word, Stepper stepper, Consumer<Action> player) {
        Action action = Schedule.action(word, stepper.processOf());
        int number = Schedule.callNumber(word);
        if (number > 0 && number != replay.nextCall(action.index())) {
            throw new IllegalArgumentException("step " + word + " is out of order: the next call of "
                    + Schedule.letter(action.index()) + " is its number " + replay.nextCall(action.index()));
        }
        try {
            player.accept(action);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("step " + word + " cannot be taken: " + e.getMessage(), e);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // On a real kernel
    // ---------------------------------------------------------------------------------------------------------------

    KernelReplay onKernel(Schedule schedule, Duel duel, String fileSystem) {
        requireFitting(schedule);
        return new Exploration(pulse, alarm, progress -> {}).run(() -> playedOnKernel(schedule, duel, fileSystem));
    }

    private KernelReplay playedOnKernel(Schedule schedule, Duel duel, String fileSystem) {
        Cast cast = new Cast(setting, alarm, pulse);
        Trie trie = new Trie(false, pulse);
        Stepper stepper = new Stepper(cast.scripts(), trie);
        Replay replay = replay(stepper, cast);
        KernelPlay play =
                new KernelPlay(cast, stepper, replay, duel, setting.bounds().adversary());
        play.requirePlayable(schedule);
        play.begin(setting);
        for (String word : schedule.actions()) {
            if (play.disagreement() == null) {
                play(replay, word, stepper, action -> play.play(action, word));
            }
        }
        trie.startMerging();
        boolean agreed = play.disagreement() == null;
        Judge.Charge charge = replay.charge();
        charge = charge == null && agreed ? outlook(stepper, replay.state()) : charge;
        Violation violation = charge == null ? null : violation(cast, replay, charge);
        return kernelReplay(schedule, fileSystem, duel, play, charge, violation);
    }

    private static KernelReplay kernelReplay(
            Schedule schedule,
            String fileSystem,
            Duel duel,
            KernelPlay play,
            Judge.@Nullable Charge charge,
            @Nullable Violation violation) {
        KernelEvidence evidence = charge == null || play.disagreement() != null ? null : play.evidence(charge);
        return new KernelReplay(
                schedule,
                fileSystem,
                duel.calls(),
                play.kills(),
                duel.reused(),
                violation,
                evidence == null ? List.of() : evidence.inside(),
                evidence == null ? "" : evidence.seen(),
                play.disagreement());
    }

    KernelReplay walkOnKernel(long seed, Duel duel, String fileSystem) {
        return new Exploration(pulse, alarm, progress -> {}).run(() -> walkedOnKernel(seed, duel, fileSystem));
    }

    /** Until nobody can move any more, or a law is broken, or the kernel disagrees. */
    private KernelReplay walkedOnKernel(long seed, Duel duel, String fileSystem) {
        Cast cast = new Cast(setting, alarm, pulse);
        Stepper stepper = new Stepper(cast.scripts(), new Trie(false, pulse));
        Replay replay = replay(stepper, cast);
        KernelPlay play =
                new KernelPlay(cast, stepper, replay, duel, setting.bounds().adversary());
        play.begin(setting);
        KernelWalk walk = new KernelWalk(stepper, replay, play, seed);
        walk.run();
        Judge.Charge charge = replay.charge();
        Violation violation = charge == null ? null : violation(cast, replay, charge);
        return kernelReplay(schedule(replay.words()), fileSystem, duel, play, charge, violation);
    }

    /** What can only be known by looking at everything that may follow: whether those who are left can finish. */
    private Judge.@Nullable Charge outlook(Stepper stepper, State from) {
        Judge lenient = new Judge(stepper, Set.of(), Set.of(), 0);
        Budget budget = budget(OUTLOOK);
        Search search = new Search(stepper, lenient, setting.bounds().adversary(), budget);
        search.run(new State(from.world, from.at, from.words, 0, 0, from.dark, from.trouble.over()));
        requireAnswer(search.stoppedBy());
        Judge.Charge stuck = search.edges().isDeadEnd(0) ? judge(stepper).deadlock() : null;
        if (stuck != null) {
            return stuck;
        }
        Hindsight hindsight = hindsight(search, stepper, budget);
        requireAnswer(budget.spend(hindsight::look));
        return hindsight.atTheStart();
    }

    private static void requireAnswer(String stoppedBy) {
        if (!stoppedBy.isEmpty()) {
            throw new LimitReachedException(
                    "whether those who are left can still finish is not known: what may follow the"
                            + " schedule's end is more than a replay looks at, which was stopped by " + stoppedBy);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Many schedules, at random
    // ---------------------------------------------------------------------------------------------------------------

    Proof hunt(long seed, Duration limit, long most, Consumer<Progress> listener) {
        return new Exploration(pulse, alarm, listener).run(() -> hunt(seed, limit, most));
    }

    private Proof hunt(long seed, Duration limit, long most) {
        long begun = Exploration.nanos();
        Budget budget = budget(Limits.ofThisJvm().time(limit));
        Cast cast = new Cast(setting, alarm, pulse);
        Trie trie = new Trie(true, pulse);
        Stepper stepper = new Stepper(cast.scripts(), trie);
        Hunt hunt = new Hunt(stepper, judge(stepper), setting.bounds().adversary(), seed, budget);
        State start = stepper.start(cast.world(), setting);
        String stoppedBy = hunt.run(start, most);
        Judge.Charge charge = hunt.charge();
        Violation violation = charge == null ? null : retold(hunt.way(), charge, true);
        double seconds = (Exploration.nanos() - begun) / NANOS;
        return new Proof(
                String.format(
                        Locale.ROOT,
                        "%s %s, from %s, %,d random schedules of seed %d",
                        setting.name(),
                        setting.bounds(),
                        setting.start().name(),
                        hunt.schedules(),
                        seed),
                hunt.schedules(),
                hunt.steps(),
                hunt.longest(),
                trie.nodes(),
                trie.codeRuns(),
                0,
                seconds,
                0,
                stoppedBy.isEmpty() || stoppedBy.equals(Budget.TIME) ? Proof.HUNT : stoppedBy,
                violation);
    }
}
