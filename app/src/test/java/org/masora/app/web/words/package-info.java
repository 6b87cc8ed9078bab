@NullMarked
package org.masora.app.web.words;

import org.jspecify.annotations.NullMarked;
