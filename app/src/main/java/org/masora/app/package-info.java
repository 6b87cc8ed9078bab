/** Placeholder. */
@NullMarked
package org.masora.app;

import org.jspecify.annotations.NullMarked;
