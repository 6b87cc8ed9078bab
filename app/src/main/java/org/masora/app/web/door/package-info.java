/** Who may come in: sessions, one-time codes, and what is asked of every request. {@code docs/page.md} says why. */
@NullMarked
package org.masora.app.web.door;

import org.jspecify.annotations.NullMarked;
