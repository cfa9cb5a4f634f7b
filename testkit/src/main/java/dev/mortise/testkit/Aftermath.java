package dev.mortise.testkit;

/**
 * What is asked when every state was visited: first whether everybody can finish, then whether the code kept to what it said at its
 * checkpoints. A search is exhausted only if both were answered within its limits.
 */
final class Aftermath {

    private final Hindsight hindsight;
    private final Audit audit;
    private final Budget budget;

    private String stoppedBy = "";

    Aftermath(Hindsight hindsight, Audit audit, Budget budget) {
        this.hindsight = hindsight;
        this.audit = audit;
        this.budget = budget;
    }

    void run() {
        String limit = budget.spend(hindsight::look);
        if (!limit.isEmpty()) {
            stoppedBy = limit + ", before it was known who can always finish";
        } else if (hindsight.trap() == null) {
            limit = budget.spend(audit::run);
            stoppedBy = limit.isEmpty() ? "" : limit + ", when " + audit.reach();
        }
    }

    /** Which limit left a question open, or nothing. */
    String stoppedBy() {
        return stoppedBy;
    }
}
