package dev.mortise.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One search through a setting, from the first state to the report. */
final class Investigation {

    private static final int AUDITED_RUNS = 2000;
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
        Cast cast = new Cast(setting, alarm, pulse);
        Trie trie = new Trie(true, pulse);
        Stepper stepper = new Stepper(cast.scripts(), trie);
        Search search = search(stepper, limits);
        search.run(stepper.start(cast.world(), setting.bounds().crashes()));
        Violation violation = violation(search, stepper.actors());
        Audit audit = new Audit(pulse, AUDITED_RUNS);
        if (violation == null) {
            audit.run(trie.mergers());
        }
        double seconds = (Exploration.nanos() - begun) / NANOS;
        return proof(search, trie, audit, seconds, violation);
    }

    /** The worlds in which a search ends, with and without the reduction; a broken law ends it too. */
    Set<Long> endings(boolean reduced) {
        Cast cast = new Cast(setting, alarm, pulse, reduced);
        Stepper stepper = new Stepper(cast.scripts(), new Trie(true, pulse));
        Search search = search(stepper, Limits.ofThisJvm());
        search.run(stepper.start(cast.world(), setting.bounds().crashes()));
        if (!search.isExhausted()) {
            throw new IllegalStateException("not exhausted: " + search.stoppedBy() + search.found());
        }
        return search.endings();
    }

    private Search search(Stepper stepper, Limits limits) {
        return new Search(stepper, judge(stepper), setting.bounds().adversary(), limits, Exploration::nanos, pulse);
    }

    private Judge judge(Stepper stepper) {
        return new Judge(
                stepper, setting.oracles(), setting.mayStay(), setting.bounds().crashes());
    }

    private Proof proof(Search search, Trie trie, Audit audit, double seconds, @Nullable Violation violation) {
        Progress progress = search.progress();
        return new Proof(
                setting.name() + " " + setting.bounds() + ", from "
                        + setting.start().name(),
                progress.states(),
                progress.transitions(),
                progress.depth(),
                trie.nodes(),
                trie.codeRuns(),
                audit.runs(),
                seconds,
                search.bytesPerState(),
                search.stoppedBy(),
                violation);
    }

    private @Nullable Violation violation(Search search, int actors) {
        Search.Found found = search.found();
        if (found != null) {
            List<Action> way = search.edges().wayTo(found.state());
            if (found.last() != null) {
                way.add(found.last());
            }
            return retold(way, found.charge(), true);
        }
        return search.isExhausted() ? trap(search, actors) : null;
    }

    private @Nullable Violation trap(Search search, int actors) {
        Hindsight hindsight = new Hindsight(search.edges(), actors, setting.oracles());
        Hindsight.Trap trap = hindsight.first();
        return trap == null ? null : retold(search.edges().wayTo(trap.state()), trap.charge(), false);
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
        return new Replay(
                stepper,
                judge(stepper),
                atOnce,
                stepper.start(cast.world(), setting.bounds().crashes()));
    }

    private Violation violation(Cast cast, Replay replay, Judge.Charge charge) {
        Schedule schedule = schedule(replay.words());
        String timeline = new Timeline(cast.heads(), replay.rows(), replay.words())
                .print(charge.oracle() + ": " + charge.message());
        return new Violation(charge.oracle(), charge.message(), schedule, timeline);
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
            play(replay, word, stepper);
        }
        trie.startMerging();
        Judge.Charge charge = replay.charge() != null ? replay.charge() : outlook(stepper, replay.state());
        return charge == null ? null : violation(cast, replay, charge);
    }

    private static void play(Replay replay, String word, Stepper stepper) {
        Action action = Schedule.action(word, stepper.processOf());
        int number = Schedule.callNumber(word);
        if (number > 0 && number != replay.nextCall(action.index())) {
            throw new IllegalArgumentException("step " + word + " is out of order: the next call of "
                    + Schedule.letter(action.index()) + " is its number " + replay.nextCall(action.index()));
        }
        try {
            replay.play(action);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("step " + word + " cannot be taken: " + e.getMessage(), e);
        }
    }

    /** What can only be known by looking at everything that may follow: whether those who are left can finish. */
    private Judge.@Nullable Charge outlook(Stepper stepper, State from) {
        Judge lenient = new Judge(stepper, Set.of(Oracle.DEADLOCK), Set.of(), 0);
        Adversary adversary = setting.bounds().adversary();
        Search search = new Search(stepper, lenient, adversary, OUTLOOK, Exploration::nanos, pulse);
        search.run(new State(from.world, from.at, from.words, 0));
        if (search.found() != null && search.found().state() == 0) {
            return search.found().charge();
        }
        if (!search.isExhausted()) {
            return null;
        }
        return new Hindsight(search.edges(), stepper.actors(), setting.oracles()).atTheStart();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Many schedules, at random
    // ---------------------------------------------------------------------------------------------------------------

    Proof hunt(long seed, Duration limit, long most, Consumer<Progress> listener) {
        return new Exploration(pulse, alarm, listener).run(() -> hunt(seed, limit, most));
    }

    private Proof hunt(long seed, Duration limit, long most) {
        long begun = Exploration.nanos();
        Cast cast = new Cast(setting, alarm, pulse);
        Trie trie = new Trie(true, pulse);
        Stepper stepper = new Stepper(cast.scripts(), trie);
        Hunt hunt = new Hunt(stepper, judge(stepper), setting.bounds().adversary(), seed, pulse);
        State start = stepper.start(cast.world(), setting.bounds().crashes());
        hunt.run(start, most, () -> Exploration.nanos() - begun > limit.toNanos());
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
                Proof.HUNT,
                violation);
    }
}
