package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.NameRequests.RenameAt;

/** What {@code renameat2} does, with its refusals in the kernel's order. */
final class Renaming {

    private final Machine machine;
    private final RenameAt request;
    private int fromDirectory;
    private Component fromName = Component.DOT;
    private int from;
    private boolean fromSlash;
    private int toDirectory;
    private Component toName = Component.DOT;
    private int to;
    private boolean toSlash;

    Renaming(Machine machine, RenameAt request) {
        this.machine = machine;
        this.request = request;
    }

    Result run() {
        if ((request.flags() & ~(Posix.RENAME_NOREPLACE | Posix.RENAME_EXCHANGE)) != 0
                || request.flags() == (Posix.RENAME_NOREPLACE | Posix.RENAME_EXCHANGE)) {
            return Result.error(Errno.EINVAL);
        }
        int error = find();
        if (error != 0) {
            return Result.of(error);
        }
        int refusal = refusalOfNames();
        if (refusal != 0) {
            return Result.error(refusal);
        }
        if (from == to) {
            return Result.of(0);
        }
        refusal = refusalOfKinds();
        if (refusal != 0) {
            return Result.error(refusal);
        }
        if (request.exchanges()) {
            exchange();
        } else {
            move();
        }
        return Result.of(0);
    }

    private int find() {
        Lookup lookup = machine.lookup();
        int error = lookup.entry(request.oldDirfd(), request.oldPath());
        if (error != 0) {
            return error;
        }
        fromDirectory = lookup.directory();
        fromName = lookup.name();
        from = lookup.found();
        fromSlash = lookup.endsWithSlash();
        error = lookup.entry(request.newDirfd(), request.newPath());
        toDirectory = lookup.directory();
        toName = lookup.name();
        to = lookup.found();
        toSlash = lookup.endsWithSlash();
        return error;
    }

    private int refusalOfNames() {
        if (fromName.isDots()) {
            return Errno.EBUSY;
        }
        if (toName.isDots()) {
            return request.flags() == Posix.RENAME_NOREPLACE ? Errno.EEXIST : Errno.EBUSY;
        }
        if (from == Directory.NONE) {
            return Errno.ENOENT;
        }
        boolean taken = to != Directory.NONE;
        if (taken && request.flags() == Posix.RENAME_NOREPLACE) {
            return Errno.EEXIST;
        }
        if (!taken && request.exchanges()) {
            return Errno.ENOENT;
        }
        return refusalOfSlashes();
    }

    private int refusalOfSlashes() {
        boolean plain = !machine.inode(from).isDirectory();
        if (plain && (fromSlash || (toSlash && !request.exchanges()))) {
            return Errno.ENOTDIR;
        }
        if (request.exchanges() && toSlash && !machine.inode(to).isDirectory()) {
            return Errno.ENOTDIR;
        }
        if (machine.inode(toDirectory).links() == 0) {
            return Errno.ENOENT;
        }
        if (isAncestor(from, toDirectory)) {
            return Errno.EINVAL;
        }
        if (to != Directory.NONE && isAncestor(to, fromDirectory)) {
            return request.exchanges() ? Errno.EINVAL : Errno.ENOTEMPTY;
        }
        return 0;
    }

    private boolean isAncestor(int above, int below) {
        int at = below;
        while (at != above && at != World.ROOT) {
            at = machine.inode(at).directory().parent();
        }
        return at == above;
    }

    private int refusalOfKinds() {
        if (from == World.WORK || to == World.WORK) {
            return Errno.EBUSY;
        }
        if (to == Directory.NONE || request.exchanges()) {
            return 0;
        }
        Inode source = machine.inode(from);
        Inode target = machine.inode(to);
        if (source.isDirectory() != target.isDirectory()) {
            return source.isDirectory() ? Errno.ENOTDIR : Errno.EISDIR;
        }
        return target.isDirectory() && !target.directory().isEmpty() ? Errno.ENOTEMPTY : 0;
    }

    private void move() {
        machine.setEntry(fromDirectory, fromName, Directory.NONE);
        machine.setEntry(toDirectory, toName, from);
        machine.addLinks(from, 0);
        machine.note(new Pending(fromDirectory, fromName, Directory.NONE, toDirectory, toName, from));
        if (to != Directory.NONE) {
            NameRequests.dropLink(machine, toDirectory, to);
        }
        reparent(from, fromDirectory, toDirectory);
    }

    private void exchange() {
        machine.setEntry(fromDirectory, fromName, to);
        machine.setEntry(toDirectory, toName, from);
        machine.addLinks(from, 0);
        machine.addLinks(to, 0);
        machine.note(new Pending(fromDirectory, fromName, to, toDirectory, toName, from));
        reparent(from, fromDirectory, toDirectory);
        reparent(to, toDirectory, fromDirectory);
    }

    private void reparent(int number, int oldParent, int newParent) {
        Inode inode = machine.inode(number);
        if (inode.isDirectory() && oldParent != newParent) {
            machine.put(inode.with(inode.directory().below(newParent), inode.metadata()));
            machine.addLinks(oldParent, -1);
            machine.addLinks(newParent, 1);
        }
    }
}
