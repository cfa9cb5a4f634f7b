package planted.scope;

import planted.state.Shelf;

class ScopeOnState {

    Shelf shelf() {
        return new Shelf();
    }
}
