package dev.mortise.testkit;

import dev.mortise.posix.Posix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that makes a scenario.
 *
 * @param extras actors besides the contenders
 * @param mayStay names that may be left behind
 * @param oracles the laws that it is judged by
 * @param decorator what lies between the code and the kernel
 * @param inherited whether all processes begin with one description of the file, as after a fork
 * @param numbering which numbers processes have
 * @param power how often it may fail, and what is done afterwards
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
        Numbering numbering,
        Power power) {

    /**
     * An actor besides the contenders.
     *
     * @param beside whether it is a thread of the first contender's process instead of a process of its own
     */
    record Extra(Actor actor, boolean beside) {}

    /**
     * The power.
     *
     * @param cuts how often it may be cut
     * @param ordered whether the disk loses a last part of the changes of names and nothing from among them
     * @param afterwards what runs each time the power is back; null if it is never cut
     */
    record Power(int cuts, boolean ordered, @Nullable Actor afterwards) {

        static Power reliable() {
            return new Power(0, false, null);
        }
    }

    Setting {
        extras = List.copyOf(extras);
        mayStay = Set.copyOf(mayStay);
        oracles = Set.copyOf(oracles);
    }

    Setting name(String newName) {
        return new Setting(
                newName, contenders, bounds, start, extras, mayStay, oracles, decorator, inherited, numbering, power);
    }

    Setting bounds(Bounds newBounds) {
        return new Setting(
                name, contenders, newBounds, start, extras, mayStay, oracles, decorator, inherited, numbering, power);
    }

    Setting start(Start newStart) {
        return new Setting(
                name, contenders, bounds, newStart, extras, mayStay, oracles, decorator, inherited, numbering, power);
    }

    Setting extra(Extra extra) {
        List<Extra> more = new ArrayList<>(extras);
        more.add(extra);
        return new Setting(
                name, contenders, bounds, start, more, mayStay, oracles, decorator, inherited, numbering, power);
    }

    Setting mayStay(Set<String> names) {
        Set<String> more = new HashSet<>(mayStay);
        more.addAll(names);
        return new Setting(
                name, contenders, bounds, start, extras, more, oracles, decorator, inherited, numbering, power);
    }

    Setting oracles(Set<Oracle> newOracles) {
        return new Setting(
                name, contenders, bounds, start, extras, mayStay, newOracles, decorator, inherited, numbering, power);
    }

    Setting decorator(UnaryOperator<Posix> newDecorator) {
        return new Setting(
                name, contenders, bounds, start, extras, mayStay, oracles, newDecorator, inherited, numbering, power);
    }

    Setting inheriting() {
        return new Setting(
                name, contenders, bounds, start, extras, mayStay, oracles, decorator, true, numbering, power);
    }

    Setting numbering(Numbering newNumbering) {
        return new Setting(
                name, contenders, bounds, start, extras, mayStay, oracles, decorator, inherited, newNumbering, power);
    }

    Setting power(Power newPower) {
        return new Setting(
                name, contenders, bounds, start, extras, mayStay, oracles, decorator, inherited, numbering, newPower);
    }
}
