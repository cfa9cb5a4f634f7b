/**
 * Real processes that make one system call at a time, as they are told: what a model's kernel answers is held to what a real one does.
 *
 * <pre>
 *   Troupe            the processes: starts them, lends them out, sees them die, and ends them all
 *     └─ Puppet       one of them, as seen from here
 *          └─ Line    to one of its threads: a call there, its answer back, or that it sleeps in the kernel
 *               └─ PuppetProgram (child JVM)   makes the calls by the real backend
 *   Duel              a model's processes, each played by a puppet: every call is made by both, and the answers are compared
 *   Playground        the directory in which all this happens, gone afterwards
 * </pre>
 */
@NullMarked
package dev.mortise.testkit.conductor;

import org.jspecify.annotations.NullMarked;
