package planted.owner;

import java.io.IOException;
import java.nio.file.Path;

class SideDoor {

    void look(Path path) throws IOException {
        path.getFileSystem().provider().checkAccess(path);
    }
}
