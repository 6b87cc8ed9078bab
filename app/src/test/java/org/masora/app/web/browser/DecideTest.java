package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Looking.accessible;
import static org.masora.app.web.browser.Looking.button;
import static org.masora.app.web.browser.Looking.composes;
import static org.masora.app.web.browser.Looking.picture;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.engine.Decisions;

/** Decide, in a right-to-left project, against a real hub. */
final class DecideTest {
    private static final int VERSES = 12;

    private static String before(int verse) {
        return switch (verse) {
            case 2 -> "الفلاح يزرع البذور عند النهر\\f + \\ft أو: البئر\\f* كل يوم.";
            case 4 -> "الفلاح يزرع \\w البذور|strong=\"G4690\"\\w*\\f + \\ft أو: البئر\\f* عند النهر.";
            default -> "الفلاح " + verse + " يزرع البذور عند النهر كل صباح في القرية.";
        };
    }

    /** Hers stand. Verse 11 she changes elsewhere than Maria, and 12 she takes out. */
    private static String anas(int verse) {
        return switch (verse) {
            case 9 -> before(verse).replace("البذور عند", "البذور، عند");
            case 10 -> before(verse).replace("البذور", "البذار");
            case 11 -> before(verse).replace("الفلاح", "الصياد");
            case 12 -> "";
            default -> before(verse).replace("النهر", "البحيرة الكبيرة");
        };
    }

    private static String marias(int verse) {
        return switch (verse) {
            case 9 -> before(verse).replace("البذور عند", "البذور؛ عند");
            case 10 -> before(verse).replace("البذور", "البذورة");
            case 11 -> before(verse).replace("القرية", "المدينة");
            default -> before(verse).replace("النهر", "الجبل");
        };
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    }

    private static Locator title(Page page) {
        return page.locator("#decide-title");
    }

    private static Locator state(Page page) {
        return page.locator("#decide-state");
    }

    /** Waits until what was pressed is on the disk. */
    private static void saved(Page page, String said) {
        assertThat(state(page)).containsText(said, patiently());
    }

    @Test
    void decidesOneByOneAndManyAtOnceAndTakesBack(@TempDir Path folder) throws Exception {
        try (Disputed disputed = Disputed.in(folder, VERSES, DecideTest::before, DecideTest::anas, DecideTest::marias);
                Person maria = Person.on(disputed.of("maria"))) {
            Page page = maria.open();
            page.locator("#near .pill.ask").click();
            assertThat(title(page)).hasText("تيطس 1:1");
            assertThat(state(page)).containsText("11 decisions wait");
            assertThat(page.locator("#decide-card")).containsText("1 of 11");
            accessible(page);
            picture(page, "decide");
            looks(page);
            byMouse(page, disputed);
            byKeyboard(page, disputed);
            anotherText(page, disputed);
            bothTexts(page, disputed);
            listFollows(page);
            leftForAna(page);
            allAtOnce(page, disputed);
            turnedBack(page, disputed);
            onPaper(page);
        }
    }

    /** What differs is said in words, and everything of the project says its language and direction. */
    private void looks(Page page) {
        Locator card = page.locator("#decide-card");
        assertThat(card.locator(".side").first().locator("ins").first()).containsText("[added:] البحيرة");
        assertThat(card.locator(".side").first().locator("del")).containsText("[taken out:] النهر");
        assertThat(card.locator(".project-text").first()).hasAttribute("dir", "rtl");
        assertThat(card.locator(".project-text").first()).hasAttribute("lang", "ar");
        assertThat(card).matchesAriaSnapshot("""
                - region "تيطس 1:1":
                  - heading "تيطس 1:1" [level=2]
                  - paragraph: 1 of 11
                  - button "Previous" [disabled]
                  - button "Next"
                  - paragraph: There are two texts for this verse. Which one shall stand?
                  - heading "The text before" [level=3]
                  - heading "ana’s text" [level=3]
                  - button "Take ana’s text"
                  - heading "Your text" [level=3]
                  - button "Take your text"
                  - button "Both…"
                  - button "Write another text…"
                  - button "Leave for ana"
                """);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        accessible(page);
        picture(page, "decide-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(320, 640);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(320);
        accessible(page);
        picture(page, "decide-narrow");
        page.setViewportSize(1366, 768);
    }

    private void byMouse(Page page, Disputed disputed) throws Exception {
        button(page, "Take your text").click();
        assertThat(title(page)).hasText("تيطس 1:2");
        assertThat(title(page)).isFocused();
        saved(page, "1:1: saved");
        assertThat(disputed.book("maria")).contains("\\v 1 " + marias(1));
        assertThat(state(page)).containsText("10 decisions wait");
        assertThat(state(page)).containsText("1 decision is saved here and not sent yet");
        assertThat(page.locator("#decide-card")).containsText("أو: البئر");
        picture(page, "decide-note");
        page.locator("#decide-undo").click();
        saved(page, "1:1: taken back");
        assertThat(disputed.book("maria")).contains("\\v 1 " + anas(1));
        assertThat(state(page)).containsText("11 decisions wait");
    }

    private void byKeyboard(Page page, Disputed disputed) throws Exception {
        title(page).focus();
        page.keyboard().press("2");
        saved(page, "1:2: saved");
        assertThat(title(page)).hasText("تيطس 1:3");
        assertThat(disputed.book("maria")).contains("\\v 2 " + marias(2));
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(button(page, "Take ana’s text")).isFocused();
        page.keyboard().press("Enter");
        saved(page, "1:3: saved");
        assertThat(title(page)).isFocused();
        assertThat(disputed.book("maria")).contains("\\v 3 " + anas(3));
    }

    private static Locator editor(Page page) {
        return page.locator("#edit-decision");
    }

    private static Locator field(Page page) {
        return editor(page).locator(".edit-field");
    }

    /** It is the editor of the text: what is typed is a draft and only words; what is fixed goes after a question. */
    private void anotherText(Page page, Disputed disputed) throws Exception {
        page.keyboard().press("e");
        assertThat(field(page)).isFocused();
        assertThat(field(page)).containsText("عند البحيرة الكبيرة.");
        assertThat(field(page).locator(".chip")).hasText("* أو: البئر");
        assertThat(field(page)).hasCSS("direction", "rtl");
        accessible(page);
        picture(page, "decide-write");
        field(page).fill("نص \\v 7 جديد");
        assertThat(editor(page).locator(".draft-state")).hasText("Kept as a draft on this computer");
        button(page, "Next").click();
        assertThat(title(page)).hasText("تيطس 1:5");
        page.reload();
        page.locator(".decide-rows button").nth(1).click();
        assertThat(title(page)).hasText("تيطس 1:4");
        assertThat(field(page)).hasText("نص \\v 7 جديد");
        button(page, "Save").click();
        assertThat(editor(page).locator(".asks")).containsText("أو: البئر");
        accessible(page);
        picture(page, "decide-asks");
        assertThat(disputed.book("maria")).contains("عند البحيرة الكبيرة.\n\\v 5");
        button(page, "Save it like this").click();
        assertThat(page.locator("#said")).containsText("not aligned with the source text any more: البذور");
        saved(page, "1:4: saved");
        assertThat(disputed.book("maria")).contains("\\v 4 نص ＼v 7 جديد\n");
    }

    private void bothTexts(Page page, Disputed disputed) throws Exception {
        assertThat(title(page)).hasText("تيطس 1:5");
        title(page).focus();
        page.keyboard().press("b");
        assertThat(field(page)).isFocused();
        assertThat(field(page)).hasText(anas(5) + " " + marias(5));
        assertThat(disputed.book("maria")).contains("\\v 5 " + anas(5) + "\n");
        button(page, "Save").click();
        saved(page, "1:5: saved");
        assertThat(disputed.book("maria")).contains("\\v 5 " + anas(5) + " " + marias(5) + "\n");
    }

    /** However one goes through them, the list shows which one is open. */
    private static void listFollows(Page page) {
        page.setViewportSize(1366, 500);
        assertThat(title(page)).hasText("تيطس 1:6");
        for (String verse : List.of("7", "8", "9", "10", "12")) {
            page.keyboard().press("n");
            assertThat(title(page)).hasText("تيطس 1:" + verse);
        }
        assertThat(page.locator(".decide-rows [aria-current]")).isInViewport();
        page.setViewportSize(1366, 768);
        page.locator(".decide-rows button").nth(1).click();
    }

    private void leftForAna(Page page) {
        assertThat(title(page)).hasText("تيطس 1:6");
        button(page, "Leave for ana").click();
        assertThat(title(page)).hasText("تيطس 1:7");
        page.locator("#decide-show").selectOption("left");
        assertThat(page.locator(".decide-rows li")).hasCount(1);
        page.locator("#decide-show").selectOption("waiting");
        page.locator("#decide-weight").selectOption("signs");
        assertThat(page.locator(".decide-rows li")).hasCount(1);
        assertThat(page.locator(".decide-rows li")).containsText("1:9");
        page.locator("#decide-weight").selectOption("spelling");
        assertThat(page.locator(".decide-rows li")).containsText("1:10");
        page.locator("#decide-weight").selectOption("");
        page.locator("#decide-group").selectOption("person");
        assertThat(page.locator("#decide-list h2")).hasText("ana");
        page.locator("#decide-q").fill("1:8");
        assertThat(page.locator(".decide-rows li")).hasCount(1);
        page.locator("#decide-q").fill("");
        assertThat(page.locator(".decide-rows li")).hasCount(6);
    }

    private void allAtOnce(Page page, Disputed disputed) throws Exception {
        button(page, "Take all…").click();
        button(page, "Take all 6 texts of yours").click();
        Locator dialog = page.locator("dialog#decide-take");
        assertThat(dialog.locator(".samples li")).hasCount(5);
        assertThat(dialog).containsText("and 1 more");
        accessible(page);
        picture(page, "decide-take");
        button(page, "Take 6 texts").click();
        saved(page, "6 texts taken and saved");
        assertThat(disputed.book("maria")).contains(marias(7), marias(12));
        assertThat(page.locator("#decide-card")).containsText("Nothing fits");
        picture(page, "decide-none");
        page.locator("#decide-undo").click();
        saved(page, "6 decisions taken back");
        assertThat(disputed.book("maria")).contains(anas(7)).doesNotContain("\\v 12");
        assertThat(page.locator(".decide-rows li")).hasCount(6);
    }

    private void turnedBack(Page page, Disputed disputed) throws Exception {
        assertThat(disputed.book("maria")).contains("الصياد 11 يزرع البذور عند النهر كل صباح في المدينة.");
        page.locator("#decide-show").selectOption("automatic");
        assertThat(page.locator(".decide-rows li")).hasCount(1);
        page.locator(".decide-rows button").click();
        assertThat(title(page)).hasText("تيطس 1:11");
        picture(page, "decide-automatic");
        accessible(page);
        button(page, "Turn this back").click();
        saved(page, "1:11: open again");
        assertThat(disputed.book("maria")).contains("\\v 11 " + anas(11));
        page.locator("#decide-show").selectOption("waiting");
        assertThat(page.locator(".decide-rows li")).hasCount(7);
    }

    private void onPaper(Page page) {
        button(page, "List to print").click();
        assertThat(page.locator(".printed li")).hasCount(7);
        assertThat(page.locator(".room")).hasCount(7);
        accessible(page);
        picture(page, "decide-print");
    }

    private static String hindi(int verse, String where) {
        return "किसान " + verse + " बीज " + where + " के पास बोता है।";
    }

    @Test
    void whatWasDecidedElsewhereSaysByWhomAndTheTypedTextStays(@TempDir Path folder) throws Exception {
        try (Disputed disputed = Disputed.in(
                folder, 3, verse -> hindi(verse, "नदी"), verse -> hindi(verse, "झील"), verse -> hindi(verse, "कुएँ"))) {
            disputed.sync("ana");
            try (Person maria = Person.on(disputed.of("maria"))) {
                Page page = maria.open();
                page.locator("#near .pill.ask").click();
                button(page, "Write another text…").click();
                field(page).fill("मेरा पाठ ");
                typedWithAnInputMethod(page);
                picture(page, "decide-hindi");
                disputed.decide("ana", List.of("1:1"), new Decisions.Answer.Other());
                disputed.sync("ana");
                page.evaluate(
                        "address => fetch(address, {method: 'POST',"
                                + " headers: {'Masora-Page': localStorage.getItem('masora.page')}})",
                        "/p/" + disputed.id() + "/sync");
                assertThat(page.locator("#decide-now")).containsText("ana decided this", patiently());
                assertThat(field(page)).hasText("मेरा पाठ नमस्ते");
                assertThat(state(page)).containsText("2 decisions wait");
                page.locator("#decide-show").selectOption("decided");
                assertThat(page.locator(".decide-rows li")).hasCount(1);
                page.locator(".decide-rows button").click();
                assertThat(page.locator(".decide-rows")).containsText("ana decided");
                assertThat(page.locator("#decide-now")).containsText("ana decided this");
                assertThat(page.locator(".texts .side").last()).containsText("taken");
                picture(page, "decide-elsewhere");
                button(page, "Open this again").click();
                saved(page, "1:1: open again");
                assertThat(state(page)).containsText("3 decisions wait");
                page.locator("#decide-show").selectOption("waiting");
                page.locator(".decide-rows button").first().click();
                assertThat(field(page)).hasText("मेरा पाठ नमस्ते");
                button(page, "Next").click();
                editedSinceIsLookedAtFirst(page, disputed);
                editedWhileSomebodyTypes(page, disputed);
            }
        }
    }

    /** Another program changes the verse of the card that is open; waits until Masora knows. */
    private static void edited(Page page, Disputed disputed, String before, String now) throws Exception {
        disputed.edit("maria", before, now);
        String card = "/p/" + disputed.id() + "/decisions/card?c="
                + page.locator("#decide-card input[name=c]").first().inputValue();
        page.waitForCondition(
                () -> page.evaluate(
                                "address => fetch(address,"
                                        + " {headers: {'Masora-Page': localStorage.getItem('masora.page')}})"
                                        + ".then(answer => answer.text())",
                                card)
                        .toString()
                        .contains("Keep today’s text"),
                new Page.WaitForConditionOptions().setTimeout(60_000));
    }

    private static void editedSinceIsLookedAtFirst(Page page, Disputed disputed) throws Exception {
        assertThat(title(page)).hasText("تيطس 1:2");
        edited(page, disputed, hindi(2, "झील"), "तीसरा पाठ");
        button(page, "Take your text").click();
        assertThat(page.locator("#alarm")).containsText("M-0557");
        assertThat(page.locator("#decide-card .own")).containsText("तीसरा");
        accessible(page);
        picture(page, "decide-today");
        assertThat(disputed.book("maria")).contains("तीसरा पाठ");
        title(page).focus();
        page.keyboard().press("3");
        saved(page, "1:2: saved");
        assertThat(disputed.book("maria")).contains("तीसरा पाठ");
    }

    private static void editedWhileSomebodyTypes(Page page, Disputed disputed) throws Exception {
        assertThat(title(page)).hasText("تيطس 1:3");
        page.keyboard().press("e");
        field(page).fill("मेरा शब्द");
        edited(page, disputed, hindi(3, "झील"), "उनका शब्द");
        button(page, "Save").click();
        assertThat(editor(page).locator(".asks .side")).hasCount(2);
        assertThat(editor(page).locator(".asks")).containsText("उनका शब्द");
        accessible(page);
        picture(page, "decide-meanwhile");
        button(page, "Save your text").click();
        saved(page, "1:3: saved");
        assertThat(disputed.book("maria")).contains("\\v 3 मेरा शब्द\n");
        page.locator("#decide-show").selectOption("decided");
        assertThat(page.locator(".decide-rows")).containsText("Decided by you");
        page.locator(".decide-rows button").first().click();
        assertThat(page.locator("#decide-card .own")).containsText("मेरा शब्द");
        picture(page, "decide-decided");
    }

    /** Events while an input method is at work disturb neither it nor what is typed. */
    private static void typedWithAnInputMethod(Page page) {
        page.keyboard().press("End");
        Consumer<String> ends = composes(page, "नम");
        page.evaluate("async () => { for (let i = 0; i < 200; i++) {"
                + " changed(['decisions', 'projects', 'activities']);"
                + " if (i % 10 === 0) await new Promise(done => setTimeout(done, 10)); } }");
        assertThat(field(page)).isFocused();
        ends.accept("नमस्ते");
        assertThat(field(page)).hasText("मेरा पाठ नमस्ते");
    }
}
