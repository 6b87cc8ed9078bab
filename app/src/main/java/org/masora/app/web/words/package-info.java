/** The page's own words: one file a language, in the form of ICU messages. */
@NullMarked
package org.masora.app.web.words;

import org.jspecify.annotations.NullMarked;
