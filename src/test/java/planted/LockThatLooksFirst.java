package planted;

import java.nio.file.Files;
import java.nio.file.Path;

class LockThatLooksFirst {

    boolean isFree(Path lock) {
        return !Files.exists(lock);
    }
}
