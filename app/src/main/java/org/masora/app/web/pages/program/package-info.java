/** The program itself: quitting it. */
@NullMarked
package org.masora.app.web.pages.program;

import org.jspecify.annotations.NullMarked;
