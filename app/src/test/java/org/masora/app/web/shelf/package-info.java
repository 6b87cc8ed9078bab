@NullMarked
package org.masora.app.web.shelf;

import org.jspecify.annotations.NullMarked;
