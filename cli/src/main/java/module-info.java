/** The command {@code mortise}. */
@org.jspecify.annotations.NullMarked
module dev.mortise.cli {
    requires dev.mortise.testkit;
    requires info.picocli;
    requires static org.jspecify;

    opens dev.mortise.cli to
            info.picocli;
}
