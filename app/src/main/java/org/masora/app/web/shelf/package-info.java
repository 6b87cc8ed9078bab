/** The projects on this computer and on the cloud as lists show them, kept at hand so that a list is there at once. */
@NullMarked
package org.masora.app.web.shelf;

import org.jspecify.annotations.NullMarked;
