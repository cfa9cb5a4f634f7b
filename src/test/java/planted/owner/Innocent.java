package planted.owner;

import java.nio.file.Path;
import java.util.List;

class Innocent {

    static final List<String> NAMES = List.of("a", "b");
    static final int LIMIT = 4;

    boolean knows(Path path) {
        return NAMES.contains(path.toString()) && LIMIT > 0;
    }
}
