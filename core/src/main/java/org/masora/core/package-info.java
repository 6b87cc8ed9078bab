/** Placeholder. */
@NullMarked
package org.masora.core;

import org.jspecify.annotations.NullMarked;
