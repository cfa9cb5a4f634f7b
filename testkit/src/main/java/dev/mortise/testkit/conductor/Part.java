package dev.mortise.testkit.conductor;

import dev.mortise.testkit.model.RealDescriptors;

/** A model's process as it is played. */
final class Part {

    final int modelPid;
    final Puppet puppet;
    final RealDescriptors descriptors;
    boolean dead;

    /** Whether the puppet keeps something of this part that nobody can take from it. */
    boolean marked;

    Part(int modelPid, Puppet puppet, RealDescriptors descriptors) {
        this.modelPid = modelPid;
        this.puppet = puppet;
        this.descriptors = descriptors;
    }
}
