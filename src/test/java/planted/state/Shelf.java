package planted.state;

/** Innocent by itself; somebody reaches for it who must not. */
public class Shelf {}
