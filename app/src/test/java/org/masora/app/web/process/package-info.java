@NullMarked
package org.masora.app.web.process;

import org.jspecify.annotations.NullMarked;
