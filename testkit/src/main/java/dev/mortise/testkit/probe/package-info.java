/**
 * What the locks and names of one directory can do, tried by two processes.
 *
 * <pre>
 *   DirectoryProbe           the trials: straight code over two hands, each trial both ways round
 *     ├─ OwnHand             acts through the port, in this process
 *     └─ (another Hand)      acts in the other process, such as a storm's SecondProcess
 *   Room                     the private directory in which it all happens, and which is gone afterwards
 * </pre>
 *
 * <p>A lock that refuses everybody and a lock that admits everybody both fail a trial: it asks for a free lock to be had,
 * for a held one to be refused, and for a released one to be had again.
 */
@NullMarked
package dev.mortise.testkit.probe;

import org.jspecify.annotations.NullMarked;
