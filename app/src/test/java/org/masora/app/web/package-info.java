@NullMarked
package org.masora.app.web;

import org.jspecify.annotations.NullMarked;
