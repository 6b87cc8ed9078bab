/** Placeholder. */
@NullMarked
package org.masora.store;

import org.jspecify.annotations.NullMarked;
