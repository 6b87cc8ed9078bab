@NullMarked
package org.masora.app.web.door;

import org.jspecify.annotations.NullMarked;
