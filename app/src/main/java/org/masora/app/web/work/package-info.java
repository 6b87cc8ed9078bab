/** What people can have done from the page and programs by the API: the engine's use cases, as activities. */
@NullMarked
package org.masora.app.web.work;

import org.jspecify.annotations.NullMarked;
