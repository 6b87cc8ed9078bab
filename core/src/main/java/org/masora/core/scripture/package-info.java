/**
 * Books, verse numbers and references, as USFM and Paratext write them. Pure values; nothing here reads a text.
 */
@NullMarked
package org.masora.core.scripture;

import org.jspecify.annotations.NullMarked;
