/** All screens of the page, a package each. */
@NullMarked
package org.masora.app.web.pages;

import org.jspecify.annotations.NullMarked;
