/** Placeholder. */
@NullMarked
package org.masora.engine;

import org.jspecify.annotations.NullMarked;
