package dev.mortise.testkit.model;

/** What stands for a process behind a descriptor. */
record ProcessFile(int process) implements Body {

    @Override
    public long size() {
        return 0;
    }

    @Override
    public long hash() {
        return process;
    }
}
