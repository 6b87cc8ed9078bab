/** Pieces of markup that several screens need. */
@NullMarked
package org.masora.app.web.parts;

import org.jspecify.annotations.NullMarked;
