package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> Whoever finds a dead owner's file swaps it with its own by {@code RENAME_EXCHANGE}, so that the name is never
 * free, looks at what came out, and swaps back if that was not the dead one's.
 *
 * <p>Problem: until it has swapped back, a live owner's file lies under another name, and the lock's name means a file whose writer
 * holds nothing.
 *
 * <pre>
 *   P.1  read(L)                99, who is dead
 *   Q.1  read(L)                99, who is dead
 *   P.2  exchange(L.P, L)       99's file came out: P is inside
 *   Q.2  exchange(L.Q, L)       P's file came out
 *   Q    is killed
 *   R.1  read(L)                Q, who is dead
 *   R.2  exchange(L.R, L)       Q's file came out, as judged: R is inside as well
 * </pre>
 *
 * <p>Consequence: two holders. Without any crash the owner may remove the stranger's file while its own is out, and what is swapped back
 * then belongs to nobody.
 *
 * <p>Instead: as for {@link ExclPidUnlink}. No number of renames makes a comparison and a change one call.
 */
public final class RenameExchange implements Contended {

    private final Posix posix;
    private final Entry lock;
    private final Entry mine;

    /** Opens {@link RenameExchange}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new RenameExchange(posix, directory, name);
        }
    }

    RenameExchange(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
        this.mine = lock.beside("." + Pid.own(posix));
    }

    @Override
    public void acquire() {
        mine.create(Pid.own(posix));
        posix.checkpoint("exchange", 0);
        while (!mine.publishAs(lock) && !takeOver()) {
            posix.checkpoint("exchange", 0);
        }
    }

    private boolean takeOver() {
        String text = lock.read();
        if (text == null) {
            return false;
        }
        if (!Pid.isDead(posix, text)) {
            Poll.pause(posix);
            return false;
        }
        return mine.exchangeWith(lock) && keepOrUndo(text);
    }

    private boolean keepOrUndo(String judged) {
        if (judged.equals(mine.read())) {
            mine.remove();
            return true;
        }
        if (!mine.exchangeWith(lock)) {
            mine.remove();
            mine.create(Pid.own(posix));
        }
        return false;
    }

    @Override
    public void release() {
        lock.remove();
    }
}
