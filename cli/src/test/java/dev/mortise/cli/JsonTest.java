package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void everyStringSurvives() {
        String awkward = "a\"b\\c\n\u0001\u001b[31m\u007fä\ud83d\udd12";
        String json = Json.of(Map.of(awkward, awkward));
        assertThat(JsonText.parseObject(json)).isEqualTo(Map.of(awkward, awkward));
        assertThat(json.chars()).allMatch(c -> c < 0x7f);
    }

    @Test
    void objectsKeepTheirOrderAndNest() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("z", List.of(1L, 2L));
        object.put("a", Map.of("n", 1.5));
        object.put("m", true);
        assertThat(Json.of(object)).isEqualTo("{\"z\":[1,2],\"a\":{\"n\":1.5},\"m\":true}");
        assertThat(Json.of(Map.of())).isEqualTo("{}");
    }

    @Test
    void whatIsNoNumberIsNull() {
        assertThat(Json.of(Map.of("n", Double.NaN))).isEqualTo("{\"n\":null}");
    }
}
