@NullMarked
package org.masora.app.web.activities;

import org.jspecify.annotations.NullMarked;
