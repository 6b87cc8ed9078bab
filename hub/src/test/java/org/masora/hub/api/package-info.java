/** Tests of the package of the same name. */
@NullMarked
package org.masora.hub.api;

import org.jspecify.annotations.NullMarked;
