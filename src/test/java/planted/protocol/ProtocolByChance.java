package planted.protocol;

import java.util.UUID;

class ProtocolByChance {

    String token() {
        return UUID.randomUUID().toString();
    }
}
