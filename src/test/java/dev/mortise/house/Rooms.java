package dev.mortise.house;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The packages of the library and every arrow between them that is allowed. A room is named by what follows the root
 * package; the root itself is the empty name.
 */
final class Rooms {

    private static final String ROOT_ROOM = "";
    private static final Set<String> BELOW_ROOT = Set.of("queue", "protocol", "owner", "posix", "event");
    private static final Set<String> BELOW_SCOPE_AND_STATE = Set.of(ROOT_ROOM, "protocol", "owner", "posix", "event");

    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("posix", Set.of()),
            Map.entry("posix.abi", Set.of("posix")),
            Map.entry("posix.ffm", Set.of("posix", "posix.abi")),
            Map.entry("posix.jni", Set.of("posix", "posix.abi")),
            Map.entry("posix.jnr", Set.of("posix", "posix.abi")),
            Map.entry("posix.jna", Set.of("posix", "posix.abi")),
            Map.entry("owner", Set.of("posix")),
            Map.entry("protocol", Set.of("owner", "posix")),
            Map.entry("queue", Set.of("posix")),
            Map.entry("event", Set.of()),
            Map.entry(ROOT_ROOM, BELOW_ROOT),
            Map.entry("scope", BELOW_SCOPE_AND_STATE),
            Map.entry("state", BELOW_SCOPE_AND_STATE),
            Map.entry("compat", withScopeAndState()));

    /** The rooms that {@code module-info} keeps to itself, or shows to the test-kit alone. */
    private static final Set<String> CLOSED =
            Set.of("posix.abi", "posix.ffm", "posix.jni", "posix.jnr", "posix.jna", "protocol", "queue", "event");

    private final String root;

    Rooms(String root) {
        this.root = root;
    }

    private static Set<String> withScopeAndState() {
        Set<String> all = new LinkedHashSet<>(BELOW_SCOPE_AND_STATE);
        all.addAll(List.of("scope", "state"));
        return Set.copyOf(all);
    }

    /** The room that a class lies in, or nothing for a class of another house. */
    Optional<String> of(JavaClass javaClass) {
        String name = javaClass.getBaseComponentType().getPackageName();
        if (name.equals(root)) {
            return Optional.of(ROOT_ROOM);
        }
        return name.startsWith(root + ".") ? Optional.of(name.substring(root.length() + 1)) : Optional.empty();
    }

    /** Whether users can see the room that a class lies in; false for a class of another house. */
    boolean isExported(JavaClass javaClass) {
        return of(javaClass).filter(room -> !CLOSED.contains(room)).isPresent();
    }

    /** Whether a class is there to keep the default of what a static refers to. */
    boolean isTheDefault(JavaClass owner, JavaClass type) {
        return owner.getName().equals(root + ".SystemMortise") && type.getName().equals(root + ".Mortise");
    }

    boolean isDrawn(String room) {
        return ARROWS.containsKey(room);
    }

    boolean mayUse(String from, String to) {
        return from.equals(to) || ARROWS.getOrDefault(from, Set.of()).contains(to);
    }

    /** Whether a class lies in a room or in one behind it. */
    boolean isIn(JavaClass javaClass, String room) {
        return of(javaClass)
                .filter(actual -> actual.equals(room) || actual.startsWith(room + "."))
                .isPresent();
    }
}
