@NullMarked
package org.masora.app.web.api;

import org.jspecify.annotations.NullMarked;
