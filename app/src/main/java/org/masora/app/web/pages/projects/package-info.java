/** The two panes: projects on my computer, projects on the cloud. */
@NullMarked
package org.masora.app.web.pages.projects;

import org.jspecify.annotations.NullMarked;
