package dev.mortise.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every transition of a search, in the order in which it was found: what a way back to the start and the question who can still
 * finish are answered from.
 *
 * <pre>
 *   state:  who has finished and who rests (a bit per actor each) · number of edges · edges
 *   edge:   action, in a byte or behind one, with its top bit set if it discovered its target · otherwise the target's number less the source's
 * </pre>
 *
 * <p>A death or a birth is no way out of anything, so it is kept only where it discovered something.
 *
 * <p>States are numbered as they are discovered and expanded in that order, so the k-th discovery is state k.
 */
final class EdgeLog {

    private static final int DISCOVERY = 0x80;
    private static final int FRESH = 1 << 30;
    /** In place of an action's code, which has more bits than there are and follows as a number. No action has it. */
    private static final int WIDE = 0x3F;

    private static final int MOST_EDGES = 0xFF;
    private static final int BLOCK = 4096;
    /** For so many both masks fit into one byte. */
    private static final int FEW_ACTORS = 4;

    private final int actors;

    private final ByteLog log = new ByteLog();
    private final List<Long> blockStarts = new ArrayList<>();
    private final List<Integer> blockDiscoveries = new ArrayList<>();
    private int states;
    private int discovered = 1;

    private int[] pendingCodes = new int[64];
    private int[] pendingTargets = new int[64];
    private int pending;

    EdgeLog(int actors) {
        this.actors = actors;
    }

    /**
     * Whether an action may be counted on: who has begun goes on, the dead are buried, and the power comes back; nobody need be killed or
     * born, and the power need not be cut.
     */
    static boolean isWay(int code) {
        return Action.isCode(code, Action.Kind.STEP)
                || Action.isCode(code, Action.Kind.REAP)
                || Action.isCode(code, Action.Kind.DISK);
    }

    /** Notes a transition of the state that is being expanded. */
    void edge(int actionCode, int target, boolean fresh) {
        if (pending == pendingCodes.length) {
            pendingCodes = Arrays.copyOf(pendingCodes, pending * 2);
            pendingTargets = Arrays.copyOf(pendingTargets, pending * 2);
        }
        pendingCodes[pending] = fresh ? actionCode | FRESH : actionCode;
        pendingTargets[pending++] = target;
    }

    /** Ends the expansion of the next state. */
    void state(int finished, int resting) {
        if (states % BLOCK == 0) {
            blockStarts.add(log.size());
            blockDiscoveries.add(discovered);
        }
        int who = finished | (resting << actors);
        log.append(who);
        if (actors > FEW_ACTORS) {
            log.append(who >> Byte.SIZE);
        }
        if (pending > MOST_EDGES) {
            throw new IllegalStateException("a state with " + pending + " ways on");
        }
        log.append(pending);
        for (int i = 0; i < pending; i++) {
            boolean fresh = (pendingCodes[i] & FRESH) != 0;
            append(pendingCodes[i] & ~FRESH, fresh ? DISCOVERY : 0);
            if (fresh) {
                discovered++;
            } else {
                log.appendNumber(pendingTargets[i] - states);
            }
        }
        pending = 0;
        states++;
    }

    private void append(int code, int mark) {
        if (code != WIDE && code < DISCOVERY) {
            log.append(code | mark);
        } else {
            log.append(WIDE | mark);
            log.appendNumber(code);
        }
    }

    int states() {
        return states;
    }

    long bytes() {
        return log.size();
    }

    /** The block in which a state's transitions are. */
    static int blockOf(int state) {
        return state / BLOCK;
    }

    int blocks() {
        return blockStarts.size();
    }

    /** The actions from the start to a state that was discovered. */
    List<Action> wayTo(int state) {
        List<Action> way = new ArrayList<>();
        Block block = new Block();
        for (int at = state; at != 0; ) {
            block.load(blockOfDiscovery(at));
            int edge = block.discovery(at);
            way.add(0, Action.of(block.code(edge)));
            at = block.source(edge);
        }
        return way;
    }

    /** Whether nothing leads on from a state where not everybody has finished. */
    boolean isDeadEnd(int state) {
        Block block = new Block();
        block.load(blockOf(state));
        int index = state - block.first();
        for (int edge = block.edgesFrom(index); edge < block.edgesTo(index); edge++) {
            if (isWay(block.code(edge))) {
                return false;
            }
        }
        return block.finished(index) != (1 << actors) - 1;
    }

    private int blockOfDiscovery(int state) {
        int low = 0;
        int high = blockStarts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (blockDiscoveries.get(middle) <= state) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Some thousand states at a time, unpacked; reused. */
    final class Block {

        private int first;
        private int count;
        private final int[] finished = new int[BLOCK];
        private final int[] resting = new int[BLOCK];
        private final int[] firstEdge = new int[BLOCK + 1];
        private int[] codes = new int[BLOCK * 4];
        private int[] targets = new int[BLOCK * 4];
        private int[] sources = new int[BLOCK * 4];

        void load(int block) {
            first = block * BLOCK;
            count = Math.min(BLOCK, states - first);
            ByteLog.Reader reader = log.from(blockStarts.get(block));
            int discovery = blockDiscoveries.get(block);
            int edge = 0;
            for (int i = 0; i < count; i++) {
                int who = reader.next();
                if (actors > FEW_ACTORS) {
                    who |= reader.next() << Byte.SIZE;
                }
                finished[i] = who & ((1 << actors) - 1);
                resting[i] = who >> actors;
                int edges = reader.next();
                firstEdge[i] = edge;
                ensure(edge + edges);
                for (int k = 0; k < edges; k++, edge++) {
                    int code = reader.next();
                    int low = code & ~DISCOVERY;
                    codes[edge] = low == WIDE ? reader.nextNumber() : low;
                    sources[edge] = first + i;
                    targets[edge] = (code & DISCOVERY) != 0 ? discovery++ : first + i + reader.nextNumber();
                }
            }
            firstEdge[count] = edge;
        }

        private void ensure(int edges) {
            if (edges > codes.length) {
                int length = Math.max(edges, codes.length * 2);
                codes = Arrays.copyOf(codes, length);
                targets = Arrays.copyOf(targets, length);
                sources = Arrays.copyOf(sources, length);
            }
        }

        /** A state is discovered by the first edge that leads to it. */
        private int discovery(int state) {
            for (int edge = 0; edge < firstEdge[count]; edge++) {
                if (targets[edge] == state) {
                    return edge;
                }
            }
            throw new IllegalStateException("nothing leads to state " + state);
        }

        int first() {
            return first;
        }

        int count() {
            return count;
        }

        int finished(int index) {
            return finished[index];
        }

        int resting(int index) {
            return resting[index];
        }

        int edgesFrom(int index) {
            return firstEdge[index];
        }

        int edgesTo(int index) {
            return firstEdge[index + 1];
        }

        int code(int edge) {
            return codes[edge];
        }

        int target(int edge) {
            return targets[edge];
        }

        int source(int edge) {
            return sources[edge];
        }
    }
}
