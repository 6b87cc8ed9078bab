/**
 * Three-way merge by meaning: always yields a whole {@link org.masora.core.project.Snapshot} and,
 * as values, the {@link org.masora.core.merge.Conflict}s and automatic choices it met. Rules M of
 * the exchange.
 */
@NullMarked
package org.masora.core.merge;

import org.jspecify.annotations.NullMarked;
