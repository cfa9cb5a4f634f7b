package dev.mortise.testkit.model;

/**
 * What a model offers to the adversary and keeps of itself.
 *
 * @param inodeReuse whether a new file may be given the number of one that is gone; otherwise every number is new
 * @param leaps how often a call that reads a clock, or leaves its time on a file, may find that an hour has passed
 * @param durability whether the disk is told apart from what the kernel remembers
 * @param zombies whether a process that comes to its end keeps its number until it is buried
 */
public record WorldRules(boolean inodeReuse, int leaps, boolean durability, boolean zombies) {

    /**
     * The plainest model.
     *
     * @return no reuse, no leaps, no durability, no zombies
     */
    public static WorldRules plain() {
        return new WorldRules(false, 0, false, false);
    }
}
