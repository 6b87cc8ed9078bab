/**
 * USFM 3.1 and 2.x read without loss.
 *
 * <p>{@link org.masora.core.usfm.UsfmDocument#parse} takes any bytes, never fails, and gives four views of them: tokens
 * (byte spans whose concatenation is the file), a tree over the tokens, merge units (byte spans, too, that together are
 * the file, one or two for every verse), and the problems a reader of the text should know. Nothing is normalised; an
 * unedited document is written back byte for byte.
 */
@NullMarked
package org.masora.core.usfm;

import org.jspecify.annotations.NullMarked;
