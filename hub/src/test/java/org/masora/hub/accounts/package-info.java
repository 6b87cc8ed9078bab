/** Tests of the package of the same name. */
@NullMarked
package org.masora.hub.accounts;

import org.jspecify.annotations.NullMarked;
