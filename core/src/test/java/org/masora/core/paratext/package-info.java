@NullMarked
package org.masora.core.paratext;

import org.jspecify.annotations.NullMarked;
