/** Logging in and out. */
@NullMarked
package org.masora.app.web.pages.login;

import org.jspecify.annotations.NullMarked;
