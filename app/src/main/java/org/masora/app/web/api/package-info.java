/** The entrance for programs: a JSON API, as {@code openapi.json} beside this package describes it. */
@NullMarked
package org.masora.app.web.api;

import org.jspecify.annotations.NullMarked;
