package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Casting;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Start;
import java.util.List;
import java.util.stream.Stream;

/** Every broken lock, within the smallest bounds in which it breaks. */
public final class Specimens {

    private static final String GUARD = "lock.guard";
    private static final int VICTIM = 2;
    private static final int VICTIMS_PID = 98;
    private static final int STRANGER = 3;
    private static final int STRANGERS_PID = 104;

    private Specimens() {}

    /**
     * The catalogue.
     *
     * @return all specimens, the simplest mistakes first
     */
    public static List<Specimen> all() {
        return Stream.of(
                        judgedByPid(),
                        judgedByLooks(),
                        takenAside(),
                        flocked(),
                        guarded(),
                        witnessed(),
                        waited(),
                        shared(),
                        replaced(),
                        forced())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Specimen> judgedByPid() {
        return List.of(
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("check-then-create", new CheckThenCreate.Opener()),
                        "'[ -e lock ] || touch lock', as in countless shell scripts"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("excl-pid-unlink", new ExclPidUnlink.Opener()).startingFrom(Start.dead()),
                        "remove what a dead owner left, by name: libreport's lock files, and most pid files"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("qlockfile", new QLockFile.Opener()).startingFrom(Start.dead()),
                        "lock the stale file, then remove whatever has its name: Qt's QLockFile"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("noreplace-without-witness", new NoreplaceWithoutWitness.Opener())
                                .startingFrom(Start.dead()),
                        "publish with RENAME_NOREPLACE, remove by name: lock files with a modern way in and the old way out"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("cleanup-on-failure", new CleanupOnFailure.Opener()),
                        "who fails to lock removes the lock file: libgit2 in 2011, and 'trap rm EXIT' set too early"));
    }

    private static List<Specimen> judgedByLooks() {
        return List.of(
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("empty-is-stale", new EmptyIsStale.Opener()),
                        "an empty lock file is a crash's: pid files that were cured of hanging"),
                Specimen.of(
                        Oracle.WEDGE,
                        lock("empty-is-held", new EmptyIsHeld.Opener())
                                .crashes(1)
                                .leaving(GUARD),
                        "an empty lock file is being written: PostgreSQL's postmaster.pid, which therefore asks for a person"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("parse-error-is-free", new ParseErrorIsFree.Opener()),
                        "what cannot be parsed is nobody's: JSON lock files that are written in place"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("age", new Age.Opener()).against(leaps(1)),
                        "an old lock file is abandoned: npm's lockfile, and every 'find -mmin' in a cron job"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("age-token", new AgeToken.Opener()).against(leaps(1)),
                        "an old lock file is abandoned, and release asks for a token: leases without fencing"),
                Specimen.of(
                        Oracle.WEDGE,
                        lock("mkdir-for-ever", new MkdirForEver.Opener()).crashes(1),
                        "mkdir as a lock, without a way to judge it: shell scripts"),
                Specimen.of(
                        Oracle.WEDGE,
                        lock("bare-pid", new BarePid.Opener())
                                .processes(1)
                                .crashes(1)
                                .against(new Adversary(false, true, false, 0))
                                .leaving(GUARD),
                        "an owner is a process number: daemons in containers, where it is the same at every start"));
    }

    private static List<Specimen> takenAside() {
        return List.of(
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("rename-then-unlink", new RenameThenUnlink.Opener())
                                .startingFrom(Start.dead()),
                        "rename the stale file to one name and remove it there: Python's filelock in 2026"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("rename-unique-then-unlink", new RenameUniqueThenUnlink.Opener())
                                .startingFrom(Start.dead()),
                        "the same with a name of one's own: cures of proper-lockfile and of filelock"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("aside-inode-check", new AsideInodeCheck.Opener())
                                .startingFrom(Start.dead())
                                .against(new Adversary(true, false, false, 0)),
                        "and compare inode numbers afterwards: filelock's next cure"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("restore-by-link", new RestoreByLink.Opener())
                                .processes(3)
                                .startingFrom(Start.dead()),
                        "and put back what was taken by mistake: filelock's cure after that"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("rename-exchange", new RenameExchange.Opener())
                                .processes(3)
                                .crashes(1)
                                .startingFrom(Start.dead()),
                        "swap the stale file with one's own: filelock, later"));
    }

    private static List<Specimen> flocked() {
        return List.of(
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("flock-unlink-unverified", new FlockUnlinkUnverified.Opener())
                                .rounds(2),
                        "flock, and remove the file on release: Hermit's locks until 2024"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("range-unlink-unverified", new RangeUnlinkUnverified.Opener())
                                .rounds(2),
                        "lock a range of bytes, and remove the file on release: the same mistake with other locks"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("close-before-unlink", new CloseBeforeUnlink.Opener())
                                .rounds(2),
                        "close first, remove afterwards: portalocker's TemporaryFileLock up to 3.3"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("unlock-before-unlink", new UnlockBeforeUnlink.Opener())
                                .rounds(2),
                        "unlock first, remove afterwards: python-simpleflock"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("stat-before-flock", new StatBeforeFlock.Opener()).rounds(2),
                        "verify the file before waiting for it: the check in the wrong place"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("delete-on-close", new DeleteOnClose.Opener()),
                        "StandardOpenOption.DELETE_ON_CLOSE on a lock file: Coursier in 2020"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("locked-file-is-replaced", new LockedFileIsReplaced.Opener())
                                .rounds(2)
                                .leaving("lock"),
                        "lock the file that is replaced by rename: bootupd until 2026"),
                Specimen.of(
                        Oracle.LEAK,
                        lock("orphan-not-closed", new OrphanNotClosed.Opener()),
                        "lock, verify, begin again without closing: locket.py, and users of gofrs/flock"));
    }

    private static List<Specimen> guarded() {
        return List.of(
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("guard-without-reread", new GuardWithoutReread.Opener())
                                .startingFrom(Start.dead())
                                .leaving(GUARD),
                        "remove the stale file under a second lock: Mercurial's '.break' at first"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("rejudge-in-guard", new RejudgeInGuard.Opener())
                                .processes(3)
                                .startingFrom(Start.dead())
                                .leaving(GUARD),
                        "read and judge again under the second lock: Mercurial's '.break' today"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        Scenario.cast("unlink-the-guard", Specimens::besideAVictim)
                                .processes(VICTIM + 1)
                                .startingFrom(victim())
                                .leaving("lock", GUARD),
                        "remove the second lock's file too: guards that are lock files like any other"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        lock("fixed-temp-name", new FixedTempName.Opener())
                                .processes(3)
                                .crashes(1)
                                .leaving(GUARD),
                        "one name for everybody's unfinished file: 'lock.tmp', then link or rename"));
    }

    private static List<Specimen> witnessed() {
        return List.of(
                Specimen.of(
                        Oracle.EXCLUSION,
                        Scenario.cast("verify-before-judge", Specimens::besideAStranger)
                                .processes(STRANGER + 1)
                                .startingFrom(stranger()),
                        "verify first, judge afterwards: an early draft of Mortise's own lock file"),
                Specimen.of(
                        Oracle.WEDGE,
                        lock("nlink-check-on-contender", new NlinkCheckOnContender.Opener())
                                .crashes(1),
                        "refuse a lock file with two names: hardening against hard links, where links publish"));
    }

    private static List<Specimen> waited() {
        return List.of(
                Specimen.of(
                        Oracle.BYSTANDER,
                        lock("gate-without-tick", new GateWithoutTick.Opener())
                                .rounds(2)
                                .leaving("lock"),
                        "a queue in which whoever stands first must move: ticket locks, and an early draft of Mortise's gate"),
                Specimen.of(
                        Oracle.CHECK,
                        Scenario.cast("gate-dropped-early", (index, rounds) -> new GateDroppedEarly())
                                .leaving("lock"),
                        "come through a gate, and only then wait: entry locks that are let go too soon"),
                Specimen.of(
                        Oracle.CHECK,
                        Scenario.cast("shared-gate", (index, rounds) -> new SharedGate())
                                .leaving("lock"),
                        "stand in a gate together with other readers: shared locks as an entry to shared locks"),
                Specimen.of(
                        Oracle.LIVELOCK,
                        lock("shared-then-exclusive", new SharedThenExclusive.Opener())
                                .leaving("lock"),
                        "wait in shared mode, then try exclusive: an early draft of Mortise's own lock file"),
                Specimen.of(
                        Oracle.DEADLOCK,
                        lock("range-upgrade", new RangeUpgrade.Opener()).leaving("lock"),
                        "read lock first, write lock when needed: databases on record locks"));
    }

    private static List<Specimen> shared() {
        return List.of(
                Specimen.of(
                        Oracle.CHECK,
                        Scenario.cast("flock-upgrade", (index, rounds) -> new FlockUpgrade())
                                .leaving("lock"),
                        "take flock's change of mode for one step: Zig's File.downgradeLock promised so"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        Scenario.cast("inherited-description", (index, rounds) -> new InheritedDescription())
                                .inheriting()
                                .leaving("lock"),
                        "open the lock file, then fork: filelock, and servers with worker processes"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        Scenario.cast(
                                        "shared-description",
                                        (index, rounds) ->
                                                index == 0 ? new SharedDescription() : new SharedDescription.Stranger())
                                .beside(new SharedDescription.Doorman())
                                .leaving("lock")
                                .without(Oracle.LEAK),
                        "one open file description for a waiting thread and the others: an early draft of Mortise's station"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        Scenario.cast("posix-lock-stray-close", Specimens::withRecordLocks)
                                .leaving("lock"),
                        "F_SETLK, and some library closes the same file: the hazard that SQLite documents"));
    }

    private static List<Specimen> replaced() {
        return List.of(
                Specimen.of(
                        Oracle.CHECK,
                        Scenario.cast("one-draft-for-all", (index, rounds) -> new OneDraftForAll())
                                .leaving("data", "data.tmp")
                                .without(Oracle.UNCAUGHT),
                        "write to 'file.tmp' and rename it: what nearly every program does to save its state"),
                Specimen.of(
                        Oracle.CHECK,
                        Scenario.cast("sweep-without-lock", (index, rounds) -> new SweepWithoutLock())
                                .processes(1)
                                .with(SweepWithoutLock::sweep)
                                .leaving("data"),
                        "remove old drafts by their names: 'rm -f *.tmp' at a program's start"),
                Specimen.of(
                        Oracle.CHECK,
                        Scenario.cast("unlock-before-rename", (index, rounds) -> new UnlockBeforeRename())
                                .processes(1)
                                .with(UnlockBeforeRename::sweep)
                                .leaving("data")
                                .without(Oracle.UNCAUGHT),
                        "unlock the draft, then rename it: files that are closed before they are moved"),
                Specimen.of(
                        Oracle.EXCLUSION,
                        Scenario.cast("lock-on-draft", (index, rounds) -> new LockOnDraft())
                                .processes(3)
                                .leaving("data", "data.tmp")
                                .without(Oracle.UNCAUGHT, Oracle.CHECK),
                        "lock 'file.tmp' while it is written, and rename it: one file for two purposes"),
                Specimen.of(
                        Oracle.CHECK,
                        Scenario.cast("two-locks-for-one-change", (index, rounds) -> new TwoLocksForOneChange())
                                .leaving("lock"),
                        "load under a lock, save under a lock: stores whose every method is synchronized"));
    }

    private static List<Specimen> forced() {
        return List.of(
                Specimen.of(
                        Oracle.CHECK,
                        replacing("file-not-forced", (index, rounds) -> new FileNotForced()),
                        "rename without fsync of the file: the empty files of ext4 in 2009"),
                Specimen.of(
                        Oracle.CHECK,
                        replacing("directory-not-forced", (index, rounds) -> new DirectoryNotForced()),
                        "rename without fsync of the directory: LevelDB and Git, as ALICE found them"),
                Specimen.of(
                        Oracle.FORCED_AGAIN,
                        replacing("forced-again", (index, rounds) -> new ForcedAgain())
                                .faults(1),
                        "fsync again when it failed: PostgreSQL until 2018"));
    }

    private static Scenario replacing(String name, Casting casting) {
        return Scenario.cast(name, casting)
                .processes(1)
                .powerCuts(1, Replacing::requireWhole)
                .leaving("data");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // How they are cast
    // ---------------------------------------------------------------------------------------------------------------

    private static Scenario lock(String name, Contended.Opener opener) {
        return Scenario.of(name, opener);
    }

    private static Adversary leaps(int count) {
        return new Adversary(false, false, false, count);
    }

    private static Actor withRecordLocks(int index, int rounds) {
        return stage -> contend(
                stage,
                new PosixLockStrayClose(stage.posix(), stage.recordLocks(), stage.directory(), stage.name()),
                rounds);
    }

    private static Actor besideAVictim(int index, int rounds) {
        if (index == VICTIM) {
            return Specimens::publishAndDie;
        }
        return stage -> contend(stage, new UnlinkTheGuard(stage.posix(), stage.directory(), stage.name()), rounds);
    }

    /** One that is killed as soon as it is inside: what it leaves is a dead owner's file. */
    private static void publishAndDie(Stage stage) {
        Entry lock = new Entry(stage.posix(), stage.directory(), stage.name());
        Entry draft = lock.beside("." + VICTIMS_PID);
        do {
            stage.posix().checkpoint("victim", 0);
        } while (!draft.publishAs(lock));
    }

    /** A dead owner's file, and the finished draft of one who is going to die. */
    private static Start victim() {
        return new Start("victim", "a dead owner's file, and a draft of the next to die", disk -> {
            disk.file(disk.name(), Integer.toString(Start.DEAD_PID));
            disk.file(Name.of("lock." + VICTIMS_PID), Integer.toString(VICTIMS_PID));
        });
    }

    private static Actor besideAStranger(int index, int rounds) {
        if (index == STRANGER) {
            return Specimens::leave;
        }
        return stage -> contend(stage, new VerifyBeforeJudge(stage.posix(), stage.directory(), stage.name()), rounds);
    }

    private static void contend(Stage stage, Contended lock, int rounds) {
        for (int round = 1; round <= rounds; round++) {
            stage.round(round);
            lock.acquire();
            stage.inside();
            lock.release();
        }
        stage.round(rounds + 1);
        lock.close();
    }

    /** One whose file is there from the start: it leaves, and never comes back. */
    private static void leave(Stage stage) {
        stage.inside();
        new Entry(stage.posix(), stage.directory(), stage.name()).remove();
    }

    private static Start stranger() {
        return new Start(
                "stranger",
                "the lock file of a live stranger",
                disk -> disk.file(disk.name(), Integer.toString(STRANGERS_PID)));
    }
}
