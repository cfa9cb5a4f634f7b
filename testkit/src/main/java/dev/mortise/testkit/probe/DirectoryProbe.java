package dev.mortise.testkit.probe;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.probe.Hand.Act;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tries what a directory can do, with two hands in two processes. Nothing in it waits; whoever must be excluded asks
 * without waiting and must be refused.
 *
 * <p>Each trial is made both ways round, so that no hand is always the first. The files have some contents where a lock
 * file would have its label, so that a full file system shows.
 */
public final class DirectoryProbe {

    private static final int EXCLUSIVE = Posix.LOCK_EX | Posix.LOCK_NB;
    private static final String FLOCK = "flock";
    private static final String OFD = "fcntl(F_OFD_SETLK)";
    private static final String LINK = "link";
    private static final String RENAME = "renameat2(RENAME_NOREPLACE)";

    private final Hand one;
    private final Hand other;
    private int files;

    /**
     * Makes a probe.
     *
     * @param one a hand in one process
     * @param other a hand in another process, in the same directory
     */
    public DirectoryProbe(Hand one, Hand other) {
        this.one = one;
        this.other = other;
    }

    /**
     * Tries everything, in a directory that is empty and stays private meanwhile.
     *
     * @return the findings
     */
    public Findings inRoom() {
        Map<Feature, Finding> findings = new EnumMap<>(Feature.class);
        findings.put(Feature.FLOCK, bothWays(this::flock));
        findings.put(Feature.OFD, bothWays(this::ofd));
        findings.put(Feature.INDEPENDENT, independence(findings));
        findings.put(Feature.OTMPFILE, bothWays(this::otmpfile));
        findings.put(Feature.LINK, bothWays(this::link));
        findings.put(Feature.RENAME_NOREPLACE, bothWays(this::renameNoreplace));
        findings.put(Feature.DIRFSYNC, bothWays(this::dirfsync));
        return new Findings(findings, 0);
    }

    /**
     * Tries what can be tried without making anything.
     *
     * @param errno why nothing can be made
     * @return the findings
     */
    public Findings withoutRoom(int errno) {
        Map<Feature, Finding> findings = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            findings.put(feature, Finding.refusedBy("mkdirat", errno));
        }
        findings.put(Feature.DIRFSYNC, bothWays(DirectoryProbe::force));
        return new Findings(findings, errno);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Locks
    // ---------------------------------------------------------------------------------------------------------------

    private Finding flock(Hand holder, Hand rival) {
        return excludes(holder, rival, FLOCK, Act.FLOCK, EXCLUSIVE, Posix.LOCK_UN);
    }

    private Finding ofd(Hand holder, Hand rival) {
        return excludes(holder, rival, OFD, Act.OFD_LOCK, Posix.F_WRLCK, Posix.F_UNLCK);
    }

    private Finding excludes(Hand holder, Hand rival, String call, Act lock, int take, int letGo) {
        Trial trial = new Trial();
        bothOpen(trial, holder, rival);
        trial.had(call, rival.move(lock, take), "refused although nobody held it");
        trial.done(call, rival.move(lock, letGo));
        trial.had(call, holder.move(lock, take), "refused although it was let go");
        trial.refused(call, Errno.EAGAIN, rival.move(lock, take), "two processes held it exclusively at once");
        trial.done(call, holder.move(lock, letGo));
        trial.had(call, rival.move(lock, take), "still refused after the holder let go");
        return closed(trial, holder, rival);
    }

    /** Where one of the two does not exclude, letting both in would show nothing. */
    private Finding independence(Map<Feature, Finding> findings) {
        for (Finding lock : findings.values()) {
            if (!lock.isOk()) {
                return new Finding(lock.state(), "cannot be told: " + lock.why(), lock.errno());
            }
        }
        return bothWays(this::independent);
    }

    private Finding independent(Hand flocker, Hand ranger) {
        Trial trial = new Trial();
        bothOpen(trial, flocker, ranger);
        trial.had(FLOCK, flocker.move(Act.FLOCK, EXCLUSIVE), "refused although nobody held it");
        trial.had(OFD, ranger.move(Act.OFD_LOCK, Posix.F_WRLCK), "an OFD lock is refused while another flocks");
        trial.done(FLOCK, flocker.move(Act.FLOCK, Posix.LOCK_UN));
        trial.had(FLOCK, flocker.move(Act.FLOCK, EXCLUSIVE), "flock is refused while another has an OFD lock");
        return closed(trial, flocker, ranger);
    }

    private void bothOpen(Trial trial, Hand holder, Hand rival) {
        int file = files++;
        trial.done("open", holder.move(Act.OPEN, file));
        trial.done("open", rival.move(Act.OPEN, file));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Names: the first to come has it, the second is refused and the first one's file stays
    // ---------------------------------------------------------------------------------------------------------------

    private Finding otmpfile(Hand winner, Hand loser) {
        int name = files++;
        Trial trial = new Trial();
        for (Hand hand : new Hand[] {winner, loser}) {
            trial.done("open(O_TMPFILE)", hand.move(Act.OPEN_NAMELESS));
            trial.done("write", hand.move(Act.WRITE));
        }
        trial.done("linkat", winner.move(Act.PUBLISH, name));
        trial.refused("linkat", Errno.EEXIST, loser.move(Act.PUBLISH, name), "a name was given away twice");
        return winnersFileStays(trial, winner, loser, name);
    }

    private Finding link(Hand winner, Hand loser) {
        return firstComes(LINK, Act.LINK, winner, loser);
    }

    private Finding renameNoreplace(Hand winner, Hand loser) {
        return firstComes(RENAME, Act.RENAME_NOREPLACE, winner, loser);
    }

    private Finding firstComes(String call, Act act, Hand winner, Hand loser) {
        int mine = files++;
        int theirs = files++;
        int name = files++;
        Trial trial = new Trial();
        prepare(trial, winner, mine);
        prepare(trial, loser, theirs);
        trial.done(call, winner.move(act, mine, name));
        trial.refused(call, Errno.EEXIST, loser.move(act, theirs, name), "it went over a name that was taken");
        trial.shown("stat", loser.move(Act.IS_HELD_UNDER, theirs), "the refused file lost its own name");
        return winnersFileStays(trial, winner, loser, name);
    }

    private static void prepare(Trial trial, Hand hand, int file) {
        trial.done("open", hand.move(Act.OPEN, file));
        trial.done("write", hand.move(Act.WRITE));
    }

    private static Finding winnersFileStays(Trial trial, Hand winner, Hand loser, int name) {
        trial.shown("stat", winner.move(Act.IS_HELD_UNDER, name), "the name means another file than the first one's");
        trial.denied("stat", loser.move(Act.IS_HELD_UNDER, name), "the name means the file that was refused");
        return closed(trial, winner, loser);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The directory
    // ---------------------------------------------------------------------------------------------------------------

    private Finding dirfsync(Hand maker, Hand forcer) {
        int name = files++;
        Trial trial = new Trial();
        trial.done("open", maker.move(Act.OPEN, name));
        trial.done("open", forcer.move(Act.OPEN, name));
        trial.done("fsync", forcer.move(Act.FORCE_DIRECTORY));
        trial.shown("stat", forcer.move(Act.IS_HELD_UNDER, name), "the name changed its file");
        return closed(trial, maker, forcer);
    }

    private static Finding force(Hand hand, Hand ignored) {
        return new Trial().done("fsync", hand.move(Act.FORCE_DIRECTORY)).finding();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Both ways round
    // ---------------------------------------------------------------------------------------------------------------

    private interface Pair {
        Finding tried(Hand first, Hand second);
    }

    private Finding bothWays(Pair trial) {
        Finding finding = trial.tried(one, other);
        return finding.isOk() ? trial.tried(other, one) : finding;
    }

    private static Finding closed(Trial trial, Hand first, Hand second) {
        trial.done("close", first.move(Act.CLOSE));
        trial.done("close", second.move(Act.CLOSE));
        return trial.finding();
    }
}
