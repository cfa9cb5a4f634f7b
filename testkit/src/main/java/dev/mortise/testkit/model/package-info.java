/**
 * A kernel made of values: files, descriptors, locks, processes and clocks behind the port, for explorers that keep
 * millions of them and take one system call of one process at a time.
 *
 * <pre>
 *   AskingPosix   translates a call of the port into a {@code Request} and a {@code Result} back
 *     └─ Request  one system call, with what it does to a kernel
 *          └─ Machine   executes it for one process; the only place where anything changes
 *               └─ World   the state before and after: shared freely, hashed as it grows
 *                    ├─ Inode         what a file is: Metadata and a Body (Content, Directory, SymbolicLink, Pipe)
 *                    ├─ ProcessEntry  descriptors, the Descriptions that it opened, RecordLocks
 *                    └─ Pending       what fsync of a directory has yet to make durable
 * </pre>
 *
 * <p>{@link dev.mortise.testkit.model.RealCall} makes a request in a real process instead, and
 * {@link dev.mortise.testkit.model.RealAnswer} tells what came back otherwise than here.
 *
 * <p>An open file description belongs to the process that opened it, and is numbered within it, so that a state does not
 * depend on who opened first. Locks lie in the description (whole file, ranges) or in the process (record locks): what is
 * closed is unlocked, without a table to keep in step. Names are compared by their hash and their bytes, so nothing is
 * interned and no two worlds share anything that changes.
 *
 * <h2>What is not modelled</h2>
 *
 * <ul>
 *   <li>Programs, threads, process groups; signals but {@code SIGKILL}, which others survive; {@code FD_CLOEXEC}, which shows
 *       in executed programs alone.
 *   <li>Permission bits, though they are kept: every user may do everything but signal a stranger. {@code chown} clears no
 *       set-id bits.
 *   <li>Times of last access; directories' sizes; full disks, quotas, several file systems, mounts, devices, named pipes,
 *       {@code /proc}.
 *   <li>Whether an entry shows that comes or goes while its directory is listed: here it does if its turn has not come yet.
 *   <li>Which of several conflicts a probe is told, and a circle of record locks is followed through: the one that begins first.
 *       Circles in which a lock of a description takes part, some of which Linux finds.
 *   <li>Durability of metadata, of allocation and of single pages: contents and names become durable as a whole, each by its
 *       own {@code fsync}.
 *   <li>A call is one step. A write to a file, a rename, a walk along a path are never seen half done.
 * </ul>
 */
@NullMarked
package dev.mortise.testkit.model;

import org.jspecify.annotations.NullMarked;
