/** Placeholder. */
@NullMarked
package org.masora.remote;

import org.jspecify.annotations.NullMarked;
