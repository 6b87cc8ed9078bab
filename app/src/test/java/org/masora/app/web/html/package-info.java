@NullMarked
package org.masora.app.web.html;

import org.jspecify.annotations.NullMarked;
