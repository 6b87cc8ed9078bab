/**
 * Disagreements that travel with a project (rules C): what was met, who decided what, as a tree of
 * files that merges by plain union. {@link org.masora.core.conflict.ConflictRecords} is the way in;
 * the form of the files is in {@code docs/format.md}.
 */
@NullMarked
package org.masora.core.conflict;

import org.jspecify.annotations.NullMarked;
