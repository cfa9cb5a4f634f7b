package planted.state;

class SharedTable {

    private static int open;

    int opened() {
        return ++open;
    }
}
