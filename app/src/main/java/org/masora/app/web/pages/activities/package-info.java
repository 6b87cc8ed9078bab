/** What runs, in a strip above every screen, and the list of what ran. */
@NullMarked
package org.masora.app.web.pages.activities;

import org.jspecify.annotations.NullMarked;
