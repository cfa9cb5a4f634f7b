package dev.mortise.posix;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The public numeric constants of a class by name, so that none escapes a comparison. */
record IntConstants(Map<String, Long> values) {

    static IntConstants of(Class<?> type) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.getType().isPrimitive()) {
                values.put(field.getName(), valueOf(field));
            }
        }
        return new IntConstants(values);
    }

    private static long valueOf(Field field) {
        try {
            return field.getLong(null);
        } catch (IllegalAccessException e) {
            throw new LinkageError(field.toString(), e);
        }
    }

    IntConstants without(Collection<String> names) {
        Map<String, Long> rest = new LinkedHashMap<>(values);
        names.forEach(name -> Objects.requireNonNull(rest.remove(name), name));
        return new IntConstants(rest);
    }

    long value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** Each constant equals the row of its name. */
    void hold(String kind, HeaderRows rows) {
        values.forEach((name, value) -> rows.hold(kind, name, value));
    }
}
