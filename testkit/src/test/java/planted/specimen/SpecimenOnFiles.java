package planted.specimen;

import java.nio.file.Files;
import java.nio.file.Path;

class SpecimenOnFiles {

    boolean isFree(Path lock) {
        return !Files.exists(lock);
    }
}
