/** A broken law as a page for a browser: drawn from values, self-contained, without a script. */
package dev.mortise.testkit.page;
