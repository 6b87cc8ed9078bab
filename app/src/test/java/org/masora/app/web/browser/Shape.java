package org.masora.app.web.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;

/** What is measured on a page: each answers with the elements that are not as they have to be. */
final class Shape {
    private Shape() {}

    /** What stands outside of a window that does not fit, though it is made to fit. */
    static List<?> outside(Page page) {
        return found(page, """
                document.documentElement.scrollWidth <= innerWidth
                        && byId('main').scrollWidth <= byId('main').clientWidth ? [] :
                    all('body *').filter(it => {
                      const box = it.getBoundingClientRect();
                      return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
                    })
                """);
    }

    /** Things to press whose words do not fit into them; what is only heard is clipped on purpose. */
    static List<?> cutOff(Page page) {
        return found(page, """
                all('button, .button, .pill, label, h1, h2, summary')
                    .filter(it => look(it).clipPath === 'none' && look(it).display !== 'inline')
                    .filter(it => it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1)
                """);
    }

    /** Things to press that are smaller than 24 by 24 (WCAG 2.2, 2.5.8); a link within a sentence may be. */
    static List<?> tooSmall(Page page) {
        return found(page, """
                all('button, .button, summary, a, input, select, textarea')
                    .filter(it => look(it).display !== 'inline')
                    .filter(it => {
                      const box = (it.closest('label') || it).getBoundingClientRect();
                      return box.width > 0 && (box.width < 24 || box.height < 24);
                    })
                """);
    }

    /** Project texts that are slanted, spaced out, cut or broken anywhere, or whose lines stand closer than their script needs. */
    static List<?> mistreated(Page page) {
        return found(page, """
                all('.project-text').filter(it => {
                  const style = look(it);
                  const lines = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
                  return style.fontStyle !== 'normal' || style.letterSpacing !== 'normal'
                      || style.textOverflow !== 'clip' || style.wordBreak !== 'normal' || !(lines >= 1.45);
                })
                """);
    }

    /** With forced colours: what only its ground would tell apart, and lines that are not to be seen elsewhere. */
    static List<?> toldByColourAlone(Page page) {
        return found(page, """
                all('[aria-current], .tabs [aria-pressed=true], .pill, progress').filter(it => {
                  const style = look(it);
                  const edge = style.borderBlockStartStyle === 'solid' && parseFloat(style.borderBlockStartWidth) > 0
                      && style.borderBlockStartColor !== style.backgroundColor;
                  return !edge && style.outlineStyle !== 'solid';
                })
                """);
    }

    /** What moves. */
    static List<?> moving(Page page) {
        return found(page, "document.getAnimations().map(it => it.effect.target)");
    }

    /** Digits other than Western ones. */
    static List<?> otherDigits(Page page) {
        return (List<?>) page.evaluate("[...document.body.innerText.matchAll(/[^\\P{Nd}0-9]/gu)].map(it => it[0])");
    }

    /** Makes letters as big as somebody chose who sees badly, as long as the window is open; 16 is what browsers come with. */
    static void letters(Page page, int pixels) {
        CDPSession tools = page.context().newCDPSession(page);
        JsonObject sizes = new JsonObject();
        sizes.addProperty("standard", pixels);
        JsonObject sent = new JsonObject();
        sent.add("fontSizes", sizes);
        tools.send("Page.setFontSizes", sent);
    }

    private static List<?> found(Page page, String elements) {
        return (List<?>) page.evaluate("""
                () => {
                  const look = it => getComputedStyle(it);
                  const all = what => [...document.querySelectorAll(what)]
                      .filter(it => it.checkVisibility() && !it.closest('.hidden, .skip'));
                  return (%s).map(it => it.outerHTML.slice(0, 200));
                }
                """.formatted(elements));
    }
}
