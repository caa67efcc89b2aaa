package app.clockout.web;

import gg.jte.html.HtmlContent;

/** A page: its title, and what stands in it. The layout around it is the same everywhere. */
public record Page(String title, HtmlContent content) {}
