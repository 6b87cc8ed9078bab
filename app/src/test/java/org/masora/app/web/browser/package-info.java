/** What people see, in a real browser. */
@NullMarked
package org.masora.app.web.browser;

import org.jspecify.annotations.NullMarked;
