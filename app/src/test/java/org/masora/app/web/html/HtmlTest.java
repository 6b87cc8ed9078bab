package org.masora.app.web.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.br;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.script;
import static org.masora.app.web.html.Tags.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlTest {
    @Test
    void textAndAttributesAreEscaped() {
        assertThat(p(attr("title", "\"><script>'&"), text("<img src=x> & \"so on\"\0"))
                        .markup())
                .isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">"
                        + "&lt;img src=x&gt; &amp; &quot;so on&quot;\uFFFD</p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onclick", "style", "ONCLICK", "a b", "", "x=y"})
    void attributesThatTheContentPolicyWouldStopDoNotExist(String name) {
        assertThatThrownBy(() -> attr(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "//example.org", "http://example.org", "data:text/html,x", ""})
    void addressesLeadIntoThePageOrToTheOpenWebEncrypted(String address) {
        assertThatThrownBy(() -> href(address)).isInstanceOf(IllegalArgumentException.class);
        assertThat(a(href("/past"), text("x")).markup()).isEqualTo("<a href=\"/past\">x</a>");
        assertThat(a(href("https://git.door43.org/x"), text("x")).markup()).contains("https://git.door43.org/x");
    }

    @Test
    void scriptsAreFilesAndSomeElementsHaveNoEnd() {
        assertThatThrownBy(() -> script(text("alert(1)"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(br().markup()).isEqualTo("<br>");
        assertThatThrownBy(() -> br(text("x"))).isInstanceOf(IllegalArgumentException.class);
    }
}
