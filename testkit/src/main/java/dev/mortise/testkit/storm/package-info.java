/**
 * Storms: real processes contend for one lock and are killed or stopped at any instruction, while a referee in shared memory
 * counts what must never happen.
 *
 * <pre>
 *   Storm (coordinator)            starts, dooms, kills, replaces and stops the contenders; watches for a wedge
 *     ├─ Contender (child JVM) × N { its leash; its Prize, the lock under test }
 *     │    └─ Visitor (thread) × M { acquire; enter; update; leave; release }
 *     │         └─ Seat            the visitor's part of the protocol with the referee
 *     │              └─ Referee    the memory file they all share; alone in knowing its layout
 *     └─ twin contend (child in C) the same, in native/twin
 * </pre>
 *
 * <p>{@link dev.mortise.testkit.storm.Examination} borrows the same kind of child for a quieter question: what two processes
 * can do to each other in one directory.
 *
 * <p>A clean storm means nothing by itself. Run the same storm on a lock from {@link dev.mortise.testkit.specimen} as well
 * and see that it is caught.
 */
@NullMarked
package dev.mortise.testkit.storm;

import org.jspecify.annotations.NullMarked;
