/**
 * The use cases: sync, download, undo, restore, decide. Owns time, locks and progress; plain blocking
 * code. Results are values; words for them are in {@code app}.
 */
@NullMarked
package org.masora.engine;

import org.jspecify.annotations.NullMarked;
