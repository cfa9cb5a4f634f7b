package planted.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

class FinalTable {

    private static final Map<String, Integer> OPEN = new ConcurrentHashMap<>();

    void opened(String name) {
        OPEN.merge(name, 1, Integer::sum);
    }
}
