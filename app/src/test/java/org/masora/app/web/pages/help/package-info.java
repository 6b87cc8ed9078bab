/** Tests of what helps who helps. */
@NullMarked
package org.masora.app.web.pages.help;

import org.jspecify.annotations.NullMarked;
