@NullMarked
package org.masora.app.web.server;

import org.jspecify.annotations.NullMarked;
