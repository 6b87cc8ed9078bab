/** Placeholder. */
@NullMarked
package org.masora.hub;

import org.jspecify.annotations.NullMarked;
