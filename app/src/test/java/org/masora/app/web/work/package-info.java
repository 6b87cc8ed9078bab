@NullMarked
package org.masora.app.web.work;

import org.jspecify.annotations.NullMarked;
