/**
 * JSON of others, read without trust and written without loss: {@link
 * org.masora.core.json.JsonDocument} reads any bytes, says what is wrong and where, and after an
 * edit keeps every byte that the edit does not concern: spacing, line ends, order of keys, escapes.
 */
@NullMarked
package org.masora.core.json;

import org.jspecify.annotations.NullMarked;
