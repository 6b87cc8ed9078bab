/** Placeholder. */
@NullMarked
package org.masora.testkit;

import org.jspecify.annotations.NullMarked;
