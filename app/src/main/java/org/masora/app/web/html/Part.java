package org.masora.app.web.html;

/** What an element is made with: its attributes and what stands in it. */
public sealed interface Part permits Attribute, Html {}
