package planted.protocol;

class ProtocolThatSleeps {

    void backOff() throws InterruptedException {
        Thread.sleep(10);
    }
}
