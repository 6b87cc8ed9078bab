/** What there is to decide in the projects on this computer: listed, searched, decided one by one behind the page. */
@NullMarked
package org.masora.app.web.decisions;

import org.jspecify.annotations.NullMarked;
