package planted.posix;

import planted.state.Shelf;

class DoorThatKnowsItsGuests {

    Shelf shelf() {
        return new Shelf();
    }
}
