/** The same program as a module. */
module consumer {
    requires dev.mortise;
}
