package org.masora.app.web.activities;

import java.time.Instant;

/**
 * Something that ran.
 *
 * @param activity as it was at its end
 * @param ended when
 * @param ending how
 */
public record Past(Activity activity, Instant ended, Ending ending) {}
