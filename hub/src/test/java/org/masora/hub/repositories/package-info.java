/** Tests of the package of the same name. */
@NullMarked
package org.masora.hub.repositories;

import org.jspecify.annotations.NullMarked;
