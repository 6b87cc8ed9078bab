/** Help, also from afar: tests of the line, one file for who helps, the icon and the start with the computer. */
@NullMarked
package org.masora.app.web.pages.help;

import org.jspecify.annotations.NullMarked;
