/** Rules that hold for the program as a whole. */
@NullMarked
package org.masora.app;

import org.jspecify.annotations.NullMarked;
