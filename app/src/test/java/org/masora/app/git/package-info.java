/** Masora as a tool of the real git program. */
@NullMarked
package org.masora.app.git;

import org.jspecify.annotations.NullMarked;
