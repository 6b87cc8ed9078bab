/** Markup as values: what is put into it is escaped where it goes in, and nothing else is markup. */
@NullMarked
package org.masora.app.web.html;

import org.jspecify.annotations.NullMarked;
