@NullMarked
package org.masora.core.editing;

import org.jspecify.annotations.NullMarked;
