package dev.mortise.queue;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads of this process meet before one lock.
 *
 * <p><b>Problem.</b> Two threads that each ask the kernel hold the same description's lock twice; a thread that each time hands the
 * kernel's lock back pays two system calls and a wake-up for what a field could tell; a queue that is strictly first come,
 * first served makes every hand-over a change of threads.
 *
 * <p><b>Mechanism.</b> One word says who may touch the lock; a queue says who waits.
 *
 * <pre>
 *   FREE    nobody of this process is inside, and the idle door is shut
 *   BUSY    one thread owns the idle door: it tries, it is inside alone, or it leaves
 *   LOCAL   the idle door is entered exclusively and up for grabs in this process
 *   SHARED  {@link #sharers} threads are inside through the idle door, entered shared
 *   CLOSED  the idle door is closed for good: come by another station
 *
 *   FREE → BUSY → FREE     a thread enters, and leaves without anybody waiting
 *   BUSY → LOCAL → BUSY    it leaves while others wait: whoever comes first has it, within the {@link Budget}
 *   BUSY → BUSY            it leaves while somebody starves: that one has it
 *   BUSY → SHARED → BUSY   the first sharer comes, the last one leaves
 * </pre>
 *
 * <p>The word moves by compare-and-set, except by the thread that has moved it to BUSY; SHARED and the number of sharers only under
 * the mutex. The queue, and all fields below it, are changed under the mutex. Nothing blocks under the mutex, and no code of a user runs
 * under it.
 *
 * <p><b>Wake-ups are never lost.</b> A waiter clears {@code signalled}, then looks at the word, and only then parks; whoever
 * frees the word or opens it to sharers looks at the queue afterwards, and wakes a head that is not {@code signalled}. At most one of
 * them misses the other.
 *
 * <p><b>Other processes</b> are waited for by a {@link Doorman}, who blocks in the kernel on a description of its own, since the idle
 * one would admit every thread of this process. When it has entered while the station is free and the head of the queue still wants that, its
 * door becomes the idle one ({@link #settle}).
 *
 * <p><b>Nobody starves in this process:</b> a head that was woken in vain for a millisecond is handed the lock by the next one
 * who leaves, and nobody overtakes it until then. <b>Nor do other processes:</b> the budget ends, and a door is only passed when nobody
 * of another process stands in line. A process that was stopped while it stood in line delays others by no more than a
 * {@linkplain #CALM tick}: then the head tries whoever waits.
 */
@SuppressWarnings("ReferenceEquality") // waiters and doormen are who they are
public class Station {

    /** The lock means another file by now: come by another station. Smaller than every {@code -errno}. */
    public static final int MOVED = -6001;

    /** How often the head of a queue tries although others stand in line. */
    static final long CALM = 100_000_000;

    /** How often after it had to do so. */
    static final long IMPATIENT = 10_000_000;

    /** How long a head may be woken in vain. */
    static final long IN_VAIN = 1_000_000;

    private static final int WAIT = 1;

    private static final int FREE = 0;
    private static final int BUSY = 1;
    private static final int LOCAL = 2;
    private static final int SHARED = 3;
    private static final int CLOSED = 4;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Station.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Doors doors;
    private final Doormen doormen;
    private final Clock clock;
    private final boolean hasLine;
    private final Budget budget = new Budget();

    /** The idle door: used by whoever moved the word to BUSY; by others only to ask, under the mutex, while SHARED. */
    private Door door;

    private volatile int state;

    private final ReentrantLock mutex = new ReentrantLock();
    private final WaitQueue queue = new WaitQueue();
    private final Map<Mode, Doorman> posts = new EnumMap<>(Mode.class);
    private final ArrayDeque<Wakeable> toWake = new ArrayDeque<>();
    private int sharers;

    private volatile @Nullable Waiter starving;

    /** A doorman that has entered and waits until the word is free. Not null only while somebody is queued. */
    private volatile @Nullable Doorman winner;

    /** The word goes to CLOSED as soon as it is free. */
    private volatile boolean doomed;

    private volatile long tick = CALM;

    /**
     * Opens a station.
     *
     * @param door the idle door, not entered
     * @param doors more doors to the same lock
     * @param doormen who wait for other processes
     * @param clock the monotonic clock
     */
    public Station(Door door, Doors doors, Doormen doormen, Clock clock) {
        this.door = door;
        this.doors = doors;
        this.doormen = doormen;
        this.clock = clock;
        this.hasLine = door.hasLine();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Without waiting
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Enters if that needs no waiting and overtakes nobody of another process.
     *
     * @param mode how
     * @return 0, {@code -EAGAIN}, {@link #MOVED} or another {@code -errno}
     */
    public int pass(Mode mode) {
        if (starving != null || (mode == Mode.SHARED && queue.head() != null)) {
            return -Errno.EAGAIN;
        }
        if (state == FREE && move(FREE, BUSY)) {
            return enterFree(mode, true);
        }
        return enterOccupied(mode, true);
    }

    /**
     * Enters if nobody is inside, whoever waits.
     *
     * @param mode how
     * @return 0, {@code -EAGAIN}, {@link #MOVED} or another {@code -errno}
     */
    public int tryEnter(Mode mode) {
        if (state == FREE && move(FREE, BUSY)) {
            return enterFree(mode, false);
        }
        return enterOccupied(mode, false);
    }

    private int enterFree(Mode mode, boolean politely) {
        int entered = knock(mode, politely);
        if (entered != 0) {
            return backOut(entered);
        }
        if (politely && tick != CALM) {
            tick = CALM;
        }
        if (mode == Mode.SHARED) {
            openToSharers();
        }
        return 0;
    }

    /** Tries the idle door. The word is ours, and is not if the door breaks. */
    private int knock(Mode mode, boolean politely) {
        try {
            long now = clock.now();
            int entered = politely ? door.pass(mode, now) : door.tryEnter(mode, now);
            if (entered == 0) {
                budget.start(now);
            }
            return entered;
        } catch (RuntimeException | Error broken) {
            abandon(mode, broken);
            throw broken;
        }
    }

    private void abandon(Mode mode, Throwable broken) {
        try {
            leaveKernel(mode);
        } catch (RuntimeException | Error e) {
            broken.addSuppressed(e);
        }
    }

    private int enterOccupied(Mode mode, boolean politely) {
        int seen = state;
        if (seen == CLOSED || doomed) {
            return MOVED;
        }
        if (mode == Mode.SHARED) {
            return seen == SHARED ? joinSharers(politely) : -Errno.EAGAIN;
        }
        return seen == LOCAL && move(LOCAL, BUSY) ? 0 : -Errno.EAGAIN;
    }

    /** A try has failed; the word is ours. */
    private int backOut(int reason) {
        if (reason == MOVED) {
            doomed = true;
        }
        setFree();
        return reason;
    }

    private void openToSharers() {
        mutex.lock();
        try {
            beginSharing();
        } finally {
            unlock();
        }
    }

    /** Under the mutex, with one inside. A doorman may have entered shared beside it. */
    private void beginSharing() {
        sharers = 1;
        state = SHARED;
        settle();
        signalSharer();
    }

    private int joinSharers(boolean politely) {
        mutex.lock();
        try {
            boolean welcome = state == SHARED && (!politely || (queue.head() == null && budgetAllows()));
            return welcome ? addSharer() : -Errno.EAGAIN;
        } finally {
            unlock();
        }
    }

    /** Under the mutex, while SHARED. Sharing may last for ever, and the file may be replaced meanwhile. */
    private int addSharer() {
        int inPlace = door.recheck(clock.now());
        if (inPlace == 0) {
            sharers++;
        } else if (inPlace == MOVED) {
            doomed = true;
            answerAll(MOVED);
        }
        return inPlace;
    }

    /** Sharers that follow one another could stay for ever: from time to time somebody looks whether others wait. */
    private boolean budgetAllows() {
        long now = clock.now();
        if (budget.grants(now)) {
            return true;
        }
        if (door.isCrowded(now)) {
            return false;
        }
        budget.start(now);
        return true;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Waiting
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Waits for its turn and enters.
     *
     * @param mode how
     * @param patience for how long
     * @return 0, {@code -ETIMEDOUT}, {@link #MOVED} or another {@code -errno}
     * @throws InterruptedException if interrupted while waiting; nothing is left behind
     */
    public int enter(Mode mode, Patience patience) throws InterruptedException {
        ThreadWaiter waiter = new ThreadWaiter(mode, clock.now(), doormen);
        enqueue(waiter);
        boolean ended = false;
        try {
            int result = new Sitting(this, waiter, patience, clock).await();
            ended = true;
            return result;
        } finally {
            if (!ended && giveUp(waiter)) {
                leave(mode);
            }
        }
    }

    /**
     * Waits for its turn and enters, without a thread.
     *
     * @param mode how
     * @param patience for how long; interrupts do not matter
     * @param executor where the waiter looks whether it is its turn, if it is not at once; it must not wait for this lock
     * @param timer for its deadline and its ticks
     * @param outcome told once, at once or on the executor
     * @return the errand, to be cancelled
     */
    public Errand enterLater(Mode mode, Patience patience, Executor executor, Timer timer, Errand.Outcome outcome) {
        Errand errand = new Errand(this, mode, patience, clock, executor, timer, outcome);
        enqueue(errand);
        errand.start();
        return errand;
    }

    void enqueue(Waiter waiter) {
        mutex.lock();
        try {
            queue.add(waiter);
        } finally {
            unlock();
        }
    }

    /**
     * Lets a waiter look whether it is its turn. By itself only.
     *
     * @param waiter queued, or answered
     * @return 0, {@link #WAIT}, or what ends its waiting; then it has left the queue
     */
    int attempt(Waiter waiter) {
        listen(waiter);
        if (waiter.answered) {
            return answer(waiter);
        }
        if (doomed) {
            return withdraw(waiter, MOVED);
        }
        if (!isHead(waiter)) {
            return WAIT;
        }
        return switch (state) {
            case FREE -> move(FREE, BUSY) ? attemptFree(waiter) : WAIT;
            case LOCAL -> move(LOCAL, BUSY) ? takeOver(waiter) : WAIT;
            case SHARED -> waiter.isShared() ? attemptShared(waiter) : considerStarving(waiter);
            case CLOSED -> withdraw(waiter, MOVED);
            default -> considerStarving(waiter);
        };
    }

    /** Before it looks: who changes something after that look sees that it must be woken. */
    void listen(Waiter waiter) {
        waiter.signalled = false;
    }

    static boolean isWait(int result) {
        return result == WAIT;
    }

    private static int answer(Waiter waiter) {
        Throwable thrown = waiter.thrown;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return waiter.result;
    }

    private int attemptFree(Waiter waiter) {
        boolean urgent = isUrgent(waiter);
        int entered = knock(waiter.mode, !urgent);
        if (entered == 0) {
            tick = urgent ? IMPATIENT : CALM;
            seat(waiter);
            return 0;
        }
        if (entered == -Errno.EAGAIN) {
            waiter.noteRefusal(clock.now(), urgent);
            summonAndBackOut(waiter);
            return WAIT;
        }
        try {
            return withdraw(waiter, entered);
        } finally {
            backOut(entered);
        }
    }

    /** Entered through the idle door on behalf of the head. */
    private void seat(Waiter waiter) {
        mutex.lock();
        try {
            dequeue(waiter);
            if (waiter.isShared()) {
                beginSharing();
            }
        } finally {
            unlock();
        }
    }

    /** The doorman is woken last: it may take the processor at once, win, and find the word not free. */
    private void summonAndBackOut(Waiter waiter) {
        List<Wakeable> woken;
        mutex.lock();
        try {
            if (winner == null && !isAnswered(waiter)) {
                summon(waiter);
            }
        } finally {
            woken = unlockQuietly();
            setFree(waiter);
            woken.forEach(Wakeable::wake);
        }
    }

    /** The head has moved the word from LOCAL. */
    private int takeOver(Waiter waiter) {
        if (waiter.isShared()) {
            leaveKernel(Mode.EXCLUSIVE); // which tells the head to look again
            return WAIT;
        }
        mutex.lock();
        try {
            dequeue(waiter);
        } finally {
            unlock();
        }
        return 0;
    }

    private int attemptShared(Waiter waiter) {
        boolean urgent = isUrgent(waiter);
        mutex.lock();
        try {
            if (waiter.answered) {
                return answer(waiter);
            }
            if (state != SHARED || !isHead(waiter)) {
                return WAIT;
            }
            if (!urgent && !budgetAllows()) {
                waiter.noteRefusal(clock.now(), false);
                return WAIT;
            }
            int joined = addSharer();
            if (waiter.answered) {
                return answer(waiter);
            }
            dequeue(waiter);
            signalSharer();
            return joined;
        } finally {
            unlock();
        }
    }

    /** Tries in the place of a head that blocks in the kernel itself, whoever stands in line. On the timer's thread. */
    void tryFor(Waiter waiter) {
        if (!isHead(waiter)) {
            return;
        }
        if (state == SHARED && waiter.isShared()) {
            signalUnderMutex(waiter);
        } else if (state == FREE && move(FREE, BUSY)) {
            int entered = knock(waiter.mode, false);
            if (entered != 0) {
                backOut(entered);
            } else if (!seatAsleep(waiter)) {
                leaveKernel(waiter.mode);
            }
        }
    }

    private boolean seatAsleep(Waiter waiter) {
        mutex.lock();
        try {
            if (isAnswered(waiter) || !isHead(waiter)) {
                return false;
            }
            tick = IMPATIENT;
            dequeue(waiter);
            answer(waiter, 0);
            if (waiter.isShared()) {
                beginSharing();
            }
            return true;
        } finally {
            unlock();
        }
    }

    private void signalUnderMutex(Waiter waiter) {
        mutex.lock();
        try {
            if (isHead(waiter)) {
                signal(waiter);
            }
        } finally {
            unlock();
        }
    }

    /** The head tries once a tick, whoever stands in line. */
    private boolean isUrgent(Waiter waiter) {
        return waiter.isUrgent(clock.now(), tick());
    }

    private int considerStarving(Waiter waiter) {
        boolean inVain = waiter.wokenInVain && clock.now() - waiter.since > IN_VAIN;
        if (inVain && starving == null) {
            mutex.lock();
            try {
                if (mayStarve(waiter)) {
                    starving = waiter;
                }
            } finally {
                unlock();
            }
        }
        return WAIT;
    }

    /**
     * Leaves the queue.
     *
     * @param waiter maybe answered already
     * @return whether it is inside all the same, and stays
     */
    boolean giveUp(Waiter waiter) {
        return !leaveQueue(waiter) && waiter.result == 0 && waiter.thrown == null;
    }

    private int withdraw(Waiter waiter, int reason) {
        return leaveQueue(waiter) ? reason : answer(waiter);
    }

    /** Not if it was answered meanwhile. */
    private boolean leaveQueue(Waiter waiter) {
        mutex.lock();
        try {
            if (isAnswered(waiter)) {
                return false;
            }
            boolean wasHead = isHead(waiter);
            dequeue(waiter);
            if (wasHead) {
                greetNewHead();
            }
        } finally {
            unlock();
        }
        leaveIfNobodyWants();
        return true;
    }

    /** Only a new one: a head that blocks in the kernel would be kicked out there, and go to the end of the line. */
    private void greetNewHead() {
        settle();
        Waiter head = queue.head();
        if (head != null) {
            signal(head);
        }
    }

    /** Asked under the mutex: one that was granted the lock meanwhile would keep all others out, inside or gone. */
    boolean mayStarve(Waiter waiter) {
        return isHead(waiter);
    }

    /** Asked under the mutex: what was read before may be out of date, and a grant would be lost. */
    boolean isAnswered(Waiter waiter) {
        return waiter.answered;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Leaving
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Leaves. Any thread may do so for the one that entered.
     *
     * @param mode as entered
     * @return 0 or {@code -errno}
     */
    public int leave(Mode mode) {
        if (mode == Mode.SHARED) {
            return leaveShared();
        }
        return queue.head() == null ? leaveKernel(Mode.EXCLUSIVE) : handOn();
    }

    private int leaveKernel(Mode mode) {
        try {
            int left = door.leave(mode);
            if (left < 0) {
                doomed = true;
            }
            return left;
        } finally {
            setFree();
        }
    }

    private int handOn() {
        Waiter head = queue.head();
        long now = clock.now();
        boolean local = head != null && !head.isShared() && !doomed && budget.grants(now) && door.recheck(now) == 0;
        if (!local) {
            return leaveKernel(Mode.EXCLUSIVE);
        }
        if (starving != null && handOver()) {
            return 0;
        }
        state = LOCAL;
        Waiter next = queue.head();
        if (next == null) {
            leaveIfNobodyWants();
        } else {
            signal(next);
        }
        return 0;
    }

    private boolean handOver() {
        mutex.lock();
        try {
            Waiter waiter = starving;
            if (waiter == null || waiter.isShared()) {
                return false;
            }
            dequeue(waiter);
            answer(waiter, 0);
            return true;
        } finally {
            unlock();
        }
    }

    private void leaveIfNobodyWants() {
        if (queue.head() == null && move(LOCAL, BUSY)) {
            leaveKernel(Mode.EXCLUSIVE);
        }
    }

    private int leaveShared() {
        mutex.lock();
        try {
            sharers--;
            if (sharers > 0) {
                return 0;
            }
            state = BUSY;
        } finally {
            unlock();
        }
        return leaveKernel(Mode.SHARED);
    }

    private void setFree() {
        setFree(null);
    }

    /**
     * Gives the word away. Those who wait may have come since it was looked at last.
     *
     * @param self who looks again anyway, if it still waits
     */
    private void setFree(@Nullable Waiter self) {
        state = FREE;
        boolean others = queue.head() != self;
        if (others || winner != null || doomed) {
            afterFree();
        }
    }

    private void afterFree() {
        if (doomed) {
            closeIfFree();
            return;
        }
        if (winner != null) {
            mutex.lock();
            try {
                settle();
            } finally {
                unlock();
            }
        }
        Waiter head = queue.head();
        if (head != null && !head.isBlocked()) {
            signal(head);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Doormen. All under the mutex, but for the first two
    // ---------------------------------------------------------------------------------------------------------------

    Doormen doormen() {
        return doormen;
    }

    Door openDoor() {
        return doors.open();
    }

    /** A doorman's answer: it has entered, or cannot. */
    void report(Doorman doorman, int result, @Nullable Throwable thrown) {
        mutex.lock();
        try {
            if (result == 0 && thrown == null) {
                winner = doorman;
                settle();
            } else {
                doorman.dismissed();
                deliverFailure(doorman.mode, result, thrown);
            }
        } finally {
            unlock();
        }
        if (doomed) {
            closeIfFree();
        }
        if (state == CLOSED) {
            leave(doorman);
        }
    }

    private void leave(Doorman doorman) {
        mutex.lock();
        try {
            doorman.leavePost();
        } finally {
            unlock();
        }
    }

    private void deliverFailure(Mode mode, int result, @Nullable Throwable thrown) {
        if (result == MOVED) {
            doomed = true;
            answerAll(MOVED);
            return;
        }
        Waiter head = queue.head();
        if (head == null) {
            return;
        }
        boolean concerns = head.mode == mode && result != -Errno.EINTR;
        if (!concerns) {
            signal(head);
            return;
        }
        dequeue(head);
        head.thrown = thrown;
        answer(head, result);
        Waiter next = queue.head();
        if (next != null) {
            signal(next);
        }
    }

    /** Lets the doorman that has entered hand its door over, if that can be done now; or makes it leave again. */
    private void settle() {
        Doorman doorman = winner;
        if (doorman == null) {
            return;
        }
        Waiter head = queue.head();
        if (head != null && head.mode == doorman.mode && !doomed && state != SHARED) {
            if (move(FREE, BUSY)) {
                adopt(doorman, head);
            }
            return; // BUSY is somebody who tries, or leaves, and comes here next
        }
        doorman.leaveDoor();
        release(doorman);
        if (head != null) {
            signal(head);
        }
    }

    private void release(Doorman doorman) {
        winner = null;
        doorman.dismissed();
        wake(doorman);
    }

    /** The head has waited for another process; what is won now is not put up for grabs, but given to it. */
    private void adopt(Doorman doorman, Waiter head) {
        door = doorman.exchange(door);
        release(doorman);
        tick = CALM;
        budget.start(clock.now());
        dequeue(head);
        answer(head, 0);
        if (head.isShared()) {
            beginSharing();
        }
    }

    private void summon(Waiter waiter) {
        Doorman doorman = posts.get(waiter.mode);
        if (doorman == null) {
            doorman = new Doorman(this, waiter.mode, clock, doormen);
            posts.put(waiter.mode, doorman);
        }
        if (waiter.canBlock() && doorman.lend()) {
            waiter.post = doorman;
        } else {
            doorman.call();
            wake(doorman);
        }
    }

    /** Who blocks for something that nobody wants any more is disturbed. */
    private void disturbUnwanted() {
        disturbUnwanted(Mode.EXCLUSIVE);
        disturbUnwanted(Mode.SHARED);
    }

    private void disturbUnwanted(Mode mode) {
        Doorman doorman = posts.get(mode);
        if (doorman != null && !wants(mode)) {
            doorman.disturb();
        }
    }

    /** Whether a doorman that has nothing to do may go. */
    boolean retire(Doorman doorman) {
        mutex.lock();
        try {
            if (doorman.isCalled()) {
                return false;
            }
            posts.remove(doorman.mode);
            return true;
        } finally {
            unlock();
        }
    }

    /** Whether a doorman has entered and keeps its door open for whoever frees the word. */
    boolean isWinner(Doorman doorman) {
        return winner == doorman;
    }

    /** Whether anybody still wants what a doorman was called for. */
    boolean wants(Mode mode) {
        Waiter head = queue.head();
        return head != null && head.mode == mode && !doomed;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Closing
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Closes the station if nobody is inside or waits.
     *
     * @return whether it is closed now
     */
    public boolean closeIfIdle() {
        mutex.lock();
        try {
            if (queue.head() != null || !move(FREE, CLOSED)) {
                return state == CLOSED;
            }
            shut();
            return true;
        } finally {
            unlock();
        }
    }

    /** The lock means another file by now: nobody enters here any more, and who waits is sent away. */
    public void doom() {
        doomed = true;
        closeIfFree();
    }

    private void closeIfFree() {
        mutex.lock();
        try {
            answerAll(MOVED);
            if (move(LOCAL, BUSY)) {
                door.leave(Mode.EXCLUSIVE);
                state = FREE;
            }
            if (move(FREE, CLOSED)) {
                shut();
            }
        } finally {
            unlock();
        }
    }

    private void shut() {
        disturbUnwanted();
        posts.values().forEach(Doorman::leavePost);
        door.close();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The queue. All under the mutex, but for signal
    // ---------------------------------------------------------------------------------------------------------------

    /** Whoever is woken under the mutex may take the processor at once, and then waits for the mutex. So it is woken after it. */
    private void unlock() {
        unlockQuietly().forEach(Wakeable::wake);
    }

    /** Who is to be woken now. */
    private List<Wakeable> unlockQuietly() {
        List<Wakeable> woken = List.of();
        if (!toWake.isEmpty()) {
            woken = List.copyOf(toWake);
            toWake.clear();
        }
        mutex.unlock();
        return woken;
    }

    private void wake(Wakeable sleeper) {
        if (mutex.isHeldByCurrentThread()) {
            toWake.add(sleeper);
        } else {
            sleeper.wake();
        }
    }

    private void dequeue(Waiter waiter) {
        queue.remove(waiter);
        if (starving == waiter) {
            starving = null;
        }
        disturbUnwanted();
    }

    private void answer(Waiter waiter, int result) {
        waiter.result = result;
        waiter.answered = true;
        waiter.signalled = true;
        wake(waiter);
    }

    private void answerAll(int result) {
        for (Waiter each = queue.head(); each != null; each = queue.head()) {
            dequeue(each);
            answer(each, result);
        }
        settle();
    }

    private void signalSharer() {
        Waiter head = queue.head();
        if (head != null && head.isShared()) {
            signal(head);
        }
    }

    private void signal(Waiter waiter) {
        if (!waiter.signalled) {
            waiter.signalled = true;
            wake(waiter);
        }
    }

    private boolean move(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What is seen from outside
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Asks whether the lock is still this file. By whoever is inside.
     *
     * @return 0, {@link #MOVED}, or {@code -errno}
     */
    public int verify() {
        return door.verify();
    }

    /**
     * The descriptor through which the lock is held. By whoever is inside.
     *
     * @return its number
     */
    public int descriptor() {
        return door.descriptor();
    }

    /**
     * Tells whether nobody is inside, waits, or tries; stale when it arrives.
     *
     * @return whether it is idle
     */
    public boolean isIdle() {
        return state == FREE && queue.head() == null;
    }

    /**
     * Tells whether the station is closed.
     *
     * @return whether it is
     */
    public boolean isClosed() {
        return state == CLOSED;
    }

    /**
     * Tells whether anybody may still enter here.
     *
     * @return whether it is not closed, and not to be closed
     */
    public boolean isOpen() {
        return !doomed && state != CLOSED;
    }

    /**
     * Tells whether the word is with a thread of this process, or shared.
     *
     * @return whether somebody is inside, or tries
     */
    public boolean isOccupied() {
        int seen = state;
        return seen == BUSY || seen == SHARED;
    }

    /** How often the head of the queue tries, whoever stands in line; without a line only where no doorman is to be had. */
    long tick() {
        return hasLine || doormen.isShort() ? tick : Long.MAX_VALUE;
    }

    boolean isHead(Waiter waiter) {
        return queue.head() == waiter;
    }
}
