package dev.mortise.testkit;

import dev.mortise.posix.Posix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All that makes a scenario.
 *
 * @param extras actors besides the contenders
 * @param mayStay names that may be left behind
 * @param oracles the laws that it is judged by
 * @param decorator what lies between the code and the kernel
 * @param inherited whether all processes begin with one description of the file, as after a fork
 * @param numbering which numbers processes have
 */
record Setting(
        String name,
        Casting contenders,
        Bounds bounds,
        Start start,
        List<Extra> extras,
        Set<String> mayStay,
        Set<Oracle> oracles,
        UnaryOperator<Posix> decorator,
        boolean inherited,
        Numbering numbering) {

    /**
     * An actor besides the contenders.
     *
     * @param beside whether it is a thread of the first contender's process instead of a process of its own
     */
    record Extra(Actor actor, boolean beside) {}

    Setting {
        extras = List.copyOf(extras);
        mayStay = Set.copyOf(mayStay);
        oracles = Set.copyOf(oracles);
    }

    Setting bounds(Bounds newBounds) {
        return new Setting(
                name, contenders, newBounds, start, extras, mayStay, oracles, decorator, inherited, numbering);
    }

    Setting start(Start newStart) {
        return new Setting(
                name, contenders, bounds, newStart, extras, mayStay, oracles, decorator, inherited, numbering);
    }

    Setting extra(Extra extra) {
        List<Extra> more = new ArrayList<>(extras);
        more.add(extra);
        return new Setting(name, contenders, bounds, start, more, mayStay, oracles, decorator, inherited, numbering);
    }

    Setting mayStay(Set<String> names) {
        Set<String> more = new HashSet<>(mayStay);
        more.addAll(names);
        return new Setting(name, contenders, bounds, start, extras, more, oracles, decorator, inherited, numbering);
    }

    Setting oracles(Set<Oracle> newOracles) {
        return new Setting(
                name, contenders, bounds, start, extras, mayStay, newOracles, decorator, inherited, numbering);
    }

    Setting decorator(UnaryOperator<Posix> newDecorator) {
        return new Setting(
                name, contenders, bounds, start, extras, mayStay, oracles, newDecorator, inherited, numbering);
    }

    Setting inheriting() {
        return new Setting(name, contenders, bounds, start, extras, mayStay, oracles, decorator, true, numbering);
    }

    Setting numbering(Numbering newNumbering) {
        return new Setting(
                name, contenders, bounds, start, extras, mayStay, oracles, decorator, inherited, newNumbering);
    }
}
