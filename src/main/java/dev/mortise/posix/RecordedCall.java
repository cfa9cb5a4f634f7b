package dev.mortise.posix;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * One call as {@link RecordingPosix} saw it: who made it, with what, and what was answered. Immutable; nothing in it is shared
 * with the caller's buffers.
 *
 * <p>Arguments go by the names that {@link Posix} gives to its parameters. Of a buffer that the call reads it holds the
 * region that was meant, of one that the call fills it holds what was filled. Names are text, with what is not printable
 * escaped; so are {@link FileStat} and {@link LockInfo}, as they were filled, or empty when the call was refused.
 */
public final class RecordedCall {

    private static final List<String> DESCRIPTORS = List.of("fd", "dirfd", "olddirfd", "newdirfd");

    private final String thread;
    private final Call call;
    private final Map<String, Object> arguments;
    private final long result;
    private final long started;
    private final long ended;

    RecordedCall(String thread, Call call, Map<String, Object> arguments, long result, long started, long ended) {
        this.thread = thread;
        this.call = call;
        this.arguments = arguments;
        this.result = result;
        this.started = started;
        this.ended = ended;
    }

    /**
     * Who made the call.
     *
     * @return the thread's name, or its number if it has none
     */
    public String thread() {
        return thread;
    }

    /**
     * What kind of call it was.
     *
     * @return the kind
     */
    public Call call() {
        return call;
    }

    /**
     * What was answered.
     *
     * @return as the call returned it; 0 for {@link Posix#checkpoint}
     */
    public long result() {
        return result;
    }

    /**
     * Tells whether the call was refused.
     *
     * @return true if the result is {@code -errno}
     */
    public boolean failed() {
        return call.canFail() && result < 0;
    }

    /**
     * A numeric argument.
     *
     * @param parameter such as {@code "fd"}
     * @return its value
     * @throws IllegalArgumentException if the call has no such argument or it is no number
     */
    public long number(String parameter) {
        if (argument(parameter) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("'" + parameter + "' of " + call + " is no number");
    }

    /**
     * Tells whether a numeric argument has this value; false for a call without such an argument.
     *
     * @param parameter such as {@code "flags"}
     * @param value all of it, not some bits
     * @return whether it is so
     */
    public boolean has(String parameter, long value) {
        return arguments.get(parameter) instanceof Number number && number.longValue() == value;
    }

    /**
     * An argument as text; a name as it is printed for people.
     *
     * @param parameter such as {@code "newname"}
     * @return the text
     * @throws IllegalArgumentException if the call has no such argument
     */
    public String text(String parameter) {
        Object argument = argument(parameter);
        return argument instanceof byte[] bytes ? Printable.of(bytes) : argument.toString();
    }

    /**
     * What was in a buffer.
     *
     * @param parameter such as {@code "buffer"}
     * @return a copy
     * @throws IllegalArgumentException if the call has no such argument or it is no buffer
     */
    public byte[] bytes(String parameter) {
        if (argument(parameter) instanceof byte[] bytes) {
            return bytes.clone();
        }
        throw new IllegalArgumentException("'" + parameter + "' of " + call + " is no buffer");
    }

    private Object argument(String parameter) {
        Object argument = arguments.get(parameter);
        if (argument == null) {
            throw new IllegalArgumentException(call + " has no '" + parameter + "', only " + call.parameters());
        }
        return argument;
    }

    /**
     * Tells whether the call was made on a descriptor, or on a name relative to it.
     *
     * @param fd the descriptor
     * @return true if it is among the arguments
     */
    public boolean takes(int fd) {
        return DESCRIPTORS.stream().anyMatch(parameter -> has(parameter, fd));
    }

    /**
     * The descriptors that came into being by this call.
     *
     * @return one for {@link Posix#openat} and {@link Posix#pidfdOpen}, two for {@link Posix#pipe}, else none
     */
    public List<Integer> opened() {
        if (failed()) {
            return List.of();
        }
        return switch (call) {
            case OPENAT, PIDFD_OPEN -> List.of((int) result);
            case PIPE -> ends();
            default -> List.of();
        };
    }

    private List<Integer> ends() {
        return argument("ends") instanceof List<?> ends
                ? ends.stream().map(Integer.class::cast).toList()
                : List.of();
    }

    /**
     * Tells whether a descriptor was gone after this call. By the contract of {@link Posix#close} it is, whatever was
     * answered, unless it never was one.
     *
     * @param fd the descriptor
     * @return true if this call closed it
     */
    public boolean closes(int fd) {
        return call == Call.CLOSE && has("fd", fd) && result != -Errno.EBADF;
    }

    /**
     * Tells whether this call was over before another one began, so that whatever threads made them, their order is
     * certain.
     *
     * @param other a call of the same recording
     * @return false if they overlapped or the other one was first
     */
    public boolean precedes(RecordedCall other) {
        return ended < other.started;
    }

    /** As {@code strace} prints it: {@code fsync(fd=7) = -EIO}. */
    @Override
    public String toString() {
        StringJoiner listed = new StringJoiner(", ", call + "(", ")");
        arguments.forEach((parameter, value) -> listed.add(parameter + "=" + printed(parameter, value)));
        return listed + " = " + (failed() ? "-" + Errno.name((int) -result) : Long.toString(result));
    }

    private static String printed(String parameter, Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (value instanceof String text) {
            return '"' + text + '"';
        }
        boolean octal = parameter.equals("mode") || parameter.equals("flags");
        return octal && value instanceof Integer bits && bits != 0
                ? "0" + Integer.toOctalString(bits)
                : value.toString();
    }
}
