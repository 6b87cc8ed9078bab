@NullMarked
package org.masora.remote.paratext.changegroup;

import org.jspecify.annotations.NullMarked;
