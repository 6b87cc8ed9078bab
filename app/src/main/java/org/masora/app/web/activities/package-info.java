/** What Masora is doing for people just now, and what it did: the same list for the page and for programs. */
@NullMarked
package org.masora.app.web.activities;

import org.jspecify.annotations.NullMarked;
