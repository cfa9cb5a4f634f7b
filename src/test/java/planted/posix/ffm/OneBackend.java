package planted.posix.ffm;

/** Innocent by itself. */
public class OneBackend {}
