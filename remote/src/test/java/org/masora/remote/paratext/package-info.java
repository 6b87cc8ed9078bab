@NullMarked
package org.masora.remote.paratext;

import org.jspecify.annotations.NullMarked;
