/** The sentences. */
@NullMarked
package org.masora.app.words;

import org.jspecify.annotations.NullMarked;
