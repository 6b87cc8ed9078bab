package org.masora.app.web.html;

import java.util.Collection;

/** The elements and attributes, as functions: {@code p(cls("note"), text("…"))}. To be imported statically. */
public final class Tags {
    private Tags() {}

    /** An attribute. */
    public static Attribute attr(String name, Object value) {
        return new Attribute(name, value.toString());
    }

    /** An attribute that is there or not. */
    public static Attribute attr(String name) {
        return new Attribute(name, "");
    }

    /** The element's classes, with a space between them. */
    public static Attribute cls(String names) {
        return new Attribute("class", names);
    }

    /** The element's own name on the page; whatever is shown anew is found by it. */
    public static Attribute id(String id) {
        return new Attribute("id", id);
    }

    /** Where a link leads. */
    public static Attribute href(String address) {
        return new Attribute("href", address);
    }

    /** A text. */
    public static Html text(String text) {
        return Html.text(text);
    }

    /** Several pieces, one after the other. */
    public static Html all(Collection<Html> pieces) {
        return Html.of(pieces);
    }

    /** The part, or nothing. */
    public static Part when(boolean condition, Part part) {
        return condition ? part : Html.EMPTY;
    }

    public static Html a(Part... parts) {
        return Html.element("a", parts);
    }

    public static Html article(Part... parts) {
        return Html.element("article", parts);
    }

    public static Html aside(Part... parts) {
        return Html.element("aside", parts);
    }

    public static Html bdi(Part... parts) {
        return Html.element("bdi", parts);
    }

    public static Html br(Part... parts) {
        return Html.element("br", parts);
    }

    public static Html button(Part... parts) {
        return Html.element("button", parts);
    }

    public static Html code(Part... parts) {
        return Html.element("code", parts);
    }

    public static Html dd(Part... parts) {
        return Html.element("dd", parts);
    }

    public static Html details(Part... parts) {
        return Html.element("details", parts);
    }

    public static Html datalist(Part... parts) {
        return Html.element("datalist", parts);
    }

    public static Html dialog(Part... parts) {
        return Html.element("dialog", parts);
    }

    public static Html div(Part... parts) {
        return Html.element("div", parts);
    }

    public static Html dl(Part... parts) {
        return Html.element("dl", parts);
    }

    public static Html dt(Part... parts) {
        return Html.element("dt", parts);
    }

    public static Html fieldset(Part... parts) {
        return Html.element("fieldset", parts);
    }

    public static Html footer(Part... parts) {
        return Html.element("footer", parts);
    }

    public static Html form(Part... parts) {
        return Html.element("form", parts);
    }

    public static Html h1(Part... parts) {
        return Html.element("h1", parts);
    }

    public static Html h2(Part... parts) {
        return Html.element("h2", parts);
    }

    public static Html h3(Part... parts) {
        return Html.element("h3", parts);
    }

    public static Html header(Part... parts) {
        return Html.element("header", parts);
    }

    public static Html hr(Part... parts) {
        return Html.element("hr", parts);
    }

    public static Html html(Part... parts) {
        return Html.element("html", parts);
    }

    public static Html head(Part... parts) {
        return Html.element("head", parts);
    }

    public static Html body(Part... parts) {
        return Html.element("body", parts);
    }

    public static Html img(Part... parts) {
        return Html.element("img", parts);
    }

    public static Html input(Part... parts) {
        return Html.element("input", parts);
    }

    public static Html kbd(Part... parts) {
        return Html.element("kbd", parts);
    }

    public static Html label(Part... parts) {
        return Html.element("label", parts);
    }

    public static Html legend(Part... parts) {
        return Html.element("legend", parts);
    }

    public static Html li(Part... parts) {
        return Html.element("li", parts);
    }

    public static Html link(Part... parts) {
        return Html.element("link", parts);
    }

    public static Html main(Part... parts) {
        return Html.element("main", parts);
    }

    public static Html mark(Part... parts) {
        return Html.element("mark", parts);
    }

    public static Html meta(Part... parts) {
        return Html.element("meta", parts);
    }

    public static Html meter(Part... parts) {
        return Html.element("meter", parts);
    }

    public static Html nav(Part... parts) {
        return Html.element("nav", parts);
    }

    public static Html ol(Part... parts) {
        return Html.element("ol", parts);
    }

    public static Html option(Part... parts) {
        return Html.element("option", parts);
    }

    public static Html p(Part... parts) {
        return Html.element("p", parts);
    }

    public static Html progress(Part... parts) {
        return Html.element("progress", parts);
    }

    public static Html pre(Part... parts) {
        return Html.element("pre", parts);
    }

    public static Html script(Part... parts) {
        return Html.element("script", parts);
    }

    public static Html section(Part... parts) {
        return Html.element("section", parts);
    }

    public static Html select(Part... parts) {
        return Html.element("select", parts);
    }

    public static Html small(Part... parts) {
        return Html.element("small", parts);
    }

    public static Html span(Part... parts) {
        return Html.element("span", parts);
    }

    public static Html strong(Part... parts) {
        return Html.element("strong", parts);
    }

    public static Html sub(Part... parts) {
        return Html.element("sub", parts);
    }

    public static Html summary(Part... parts) {
        return Html.element("summary", parts);
    }

    public static Html sup(Part... parts) {
        return Html.element("sup", parts);
    }

    public static Html table(Part... parts) {
        return Html.element("table", parts);
    }

    public static Html tbody(Part... parts) {
        return Html.element("tbody", parts);
    }

    public static Html td(Part... parts) {
        return Html.element("td", parts);
    }

    public static Html template(Part... parts) {
        return Html.element("template", parts);
    }

    public static Html textarea(Part... parts) {
        return Html.element("textarea", parts);
    }

    public static Html tfoot(Part... parts) {
        return Html.element("tfoot", parts);
    }

    public static Html th(Part... parts) {
        return Html.element("th", parts);
    }

    public static Html thead(Part... parts) {
        return Html.element("thead", parts);
    }

    public static Html time(Part... parts) {
        return Html.element("time", parts);
    }

    public static Html title(Part... parts) {
        return Html.element("title", parts);
    }

    public static Html tr(Part... parts) {
        return Html.element("tr", parts);
    }

    public static Html ul(Part... parts) {
        return Html.element("ul", parts);
    }

    public static Html noscript(Part... parts) {
        return Html.element("noscript", parts);
    }

    public static Html output(Part... parts) {
        return Html.element("output", parts);
    }

    public static Html rt(Part... parts) {
        return Html.element("rt", parts);
    }

    public static Html ruby(Part... parts) {
        return Html.element("ruby", parts);
    }

    public static Html wbr(Part... parts) {
        return Html.element("wbr", parts);
    }

    public static Html del(Part... parts) {
        return Html.element("del", parts);
    }

    public static Html ins(Part... parts) {
        return Html.element("ins", parts);
    }

    public static Html cite(Part... parts) {
        return Html.element("cite", parts);
    }

    public static Html q(Part... parts) {
        return Html.element("q", parts);
    }

    public static Html abbr(Part... parts) {
        return Html.element("abbr", parts);
    }

    public static Html optgroup(Part... parts) {
        return Html.element("optgroup", parts);
    }
}
