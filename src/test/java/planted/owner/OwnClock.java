package planted.owner;

class OwnClock {

    long age(long since) {
        return System.nanoTime() - since;
    }
}
