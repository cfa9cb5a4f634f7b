package planted.owner;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

class OwnCalendar {

    LocalDateTime today() {
        return LocalDateTime.now(ZoneOffset.UTC);
    }
}
