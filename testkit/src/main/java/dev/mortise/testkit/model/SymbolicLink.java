package dev.mortise.testkit.model;

/** Where a symbolic link points. */
record SymbolicLink(PathName target) implements Body {

    @Override
    public long size() {
        return target.bytes().length();
    }

    @Override
    public long hash() {
        return Mix.of(target.bytes().array());
    }
}
