/** Tests of how projects are found. */
@NullMarked
package org.masora.app.web.pages.start;

import org.jspecify.annotations.NullMarked;
