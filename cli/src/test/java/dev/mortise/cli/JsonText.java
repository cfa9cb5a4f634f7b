package dev.mortise.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads JSON strictly, so that what the command writes is checked by other code than its own. */
final class JsonText {

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    static Map<?, ?> parseObject(String text) {
        JsonText parser = new JsonText(text.strip());
        Object value = parser.value();
        if (parser.at != parser.text.length()) {
            throw parser.wrong("something after the end");
        }
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private @Nullable Object value() {
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        expect('{');
        while (text.charAt(at) != '}') {
            String key = string();
            expect(':');
            map.put(key, value());
            if (text.charAt(at) != '}') {
                expect(',');
            }
        }
        at++;
        return map;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> list = new ArrayList<>();
        expect('[');
        while (text.charAt(at) != ']') {
            list.add(value());
            if (text.charAt(at) != ']') {
                expect(',');
            }
        }
        at++;
        return list;
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (text.charAt(at) != '"') {
            out.append(character());
        }
        at++;
        return out.toString();
    }

    private char character() {
        char c = text.charAt(at++);
        if (c < ' ') {
            throw wrong("control character in a string");
        }
        if (c != '\\') {
            return c;
        }
        char escaped = text.charAt(at++);
        if (escaped == 'u') {
            at += 4;
            return (char) Integer.parseInt(text, at - 4, at, 16);
        }
        return escaped;
    }

    private @Nullable Object word(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, at)) {
            throw wrong("no " + word);
        }
        at += word.length();
        return meaning;
    }

    private Double number() {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return Double.valueOf(text.substring(start, at));
    }

    private void expect(char c) {
        if (text.charAt(at++) != c) {
            throw wrong("no '" + c + "'");
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " at " + at + ": " + text);
    }
}
