/** How projects come under care: found ones, a folder, a sample. */
@NullMarked
package org.masora.app.web.pages.start;

import org.jspecify.annotations.NullMarked;
