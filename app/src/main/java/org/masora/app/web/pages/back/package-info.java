/** Looking back: what was, when and by whom; putting it back; where the copies of the work are. */
@NullMarked
package org.masora.app.web.pages.back;

import org.jspecify.annotations.NullMarked;
