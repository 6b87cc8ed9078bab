/** One project: how it stands, where else it lives, what was done; the way to its text, decisions and past. */
@NullMarked
package org.masora.app.web.pages.project;

import org.jspecify.annotations.NullMarked;
