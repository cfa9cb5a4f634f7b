package planted.specimen;

class SpecimenOnThreads {

    void backOff() {
        Thread.onSpinWait();
    }
}
