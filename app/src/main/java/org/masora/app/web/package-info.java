/** The page that a translator uses, and the process behind it. {@code docs/page.md} tells how it is built. */
@NullMarked
package org.masora.app.web;

import org.jspecify.annotations.NullMarked;
