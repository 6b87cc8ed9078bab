/** Taking back: in the seconds before something is sent, and later. */
@NullMarked
package org.masora.app.web.pages.undo;

import org.jspecify.annotations.NullMarked;
