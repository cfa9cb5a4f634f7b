package planted.posix.jni;

import planted.posix.ffm.OneBackend;

class BackendOnBackend {

    OneBackend other() {
        return new OneBackend();
    }
}
