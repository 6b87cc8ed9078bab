package org.masora.app.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;

/**
 * A small project as Scribe writes it: Scripture Burrito with its metadata on one line. The sentences are made up of
 * parts, a book in Hindi, one in Thai and one in Arabic: with conjuncts, without spaces, from right to left. They are no
 * Scripture and copied from nowhere.
 */
public final class Sample {
    private static final String TIMESTAMP = "2026-01-05T09:30:00+05:30";
    private static final String ID = "5d1c1f2e-8a57-5c3b-9e46-2b7f0d9a6c14";

    /**
     * Parts of sentences in one language.
     *
     * @param between what stands between the parts: Thai has nothing there
     * @param end what ends a sentence
     * @param or how a footnote with another reading begins
     */
    private record Speech(
            List<String> who, List<String> where, List<String> what, String between, String end, String or) {
        String sentence(int number) {
            return String.join(
                            between,
                            who.get(number % who.size()),
                            where.get(number % where.size()),
                            what.get(number % what.size()))
                    + end;
        }
    }

    private static final Speech HINDI = new Speech(
            List.of(
                    "एक किसान",
                    "गाँव की लड़की",
                    "बूढ़ा मछुआरा",
                    "छोटा चरवाहा",
                    "मेरी बहन",
                    "हमारा पड़ोसी",
                    "वह शिक्षक"),
            List.of("नदी के पास", "पहाड़ की चोटी पर", "बाज़ार में", "आम के पेड़ के नीचे", "पुराने कुएँ पर"),
            List.of(
                    "बीज बोता है",
                    "गीत गाती है",
                    "नाव की मरम्मत करता है",
                    "भेड़ों को गिनता है",
                    "रोटी बाँटती है",
                    "पानी भरता है",
                    "बच्चों को पढ़ाता है",
                    "आग जलाता है",
                    "लकड़ी काटता है"),
            " ",
            "।",
            "या: ");

    private static final Speech THAI = new Speech(
            List.of(
                    "ชาวนาคนหนึ่ง",
                    "หญิงสาวในหมู่บ้าน",
                    "ชาวประมงเฒ่า",
                    "เด็กเลี้ยงแกะ",
                    "พี่สาวของฉัน",
                    "เพื่อนบ้านของเรา",
                    "ครูคนนั้น"),
            List.of("ที่ริมแม่น้ำ", "บนยอดเขา", "ในตลาด", "ใต้ต้นมะม่วง", "ข้างบ่อน้ำเก่า"),
            List.of(
                    "หว่านเมล็ด",
                    "ร้องเพลง",
                    "ซ่อมเรือ",
                    "นับแกะ",
                    "แบ่งขนมปัง",
                    "ตักน้ำ",
                    "สอนเด็ก",
                    "ก่อไฟ",
                    "ตัดฟืน"),
            "",
            "",
            "หรือ: ");

    private static final Speech ARABIC = new Speech(
            List.of("الفلاح", "بنت القرية", "الصياد العجوز", "الراعي الصغير", "أخي", "جارنا", "المعلم"),
            List.of("عند النهر", "على قمة الجبل", "في السوق", "تحت شجرة التين", "عند البئر القديمة"),
            List.of(
                    "يزرع البذور",
                    "يغني",
                    "يصلح القارب",
                    "يعد الخراف",
                    "يقسم الخبز",
                    "يملأ الجرة",
                    "يعلم الأطفال",
                    "يشعل النار",
                    "يقطع الحطب"),
            " ",
            ".",
            "أو: ");

    private record Book(String code, String title, Speech speech, int chapters, int verses) {}

    private static final List<Book> BOOKS = List.of(
            new Book("RUT", "रूत", HINDI, 4, 12),
            new Book("JON", "โยนาห์", THAI, 4, 10),
            new Book("TIT", "تيطس", ARABIC, 3, 15));

    private Sample() {}

    /** The project's files. */
    public static Tree make() {
        NavigableMap<String, byte[]> files = new TreeMap<>();
        int number = 0;
        for (Book book : BOOKS) {
            files.put("ingredients/" + book.code() + ".usfm", bytes(usfm(book, number++)));
        }
        files.put("ingredients/license.md", bytes("# CC0\n\nNobody keeps any right to this sample.\n"));
        files.put("ingredients/versification.json", bytes(versification().toString()));
        files.put("ingredients/scribe-settings.json", bytes(settings().toString()));
        files.put("metadata.json", bytes(metadata(files).toString()));
        return new Tree(files);
    }

    private static String usfm(Book book, int number) {
        StringBuilder text = new StringBuilder();
        text.append("\\id ")
                .append(book.code())
                .append(" Sample\n\\usfm 3.0\n\\h ")
                .append(book.title());
        text.append("\n\\toc1 ")
                .append(book.title())
                .append("\n\\mt ")
                .append(book.title())
                .append('\n');
        int sentence = number * 11;
        for (int chapter = 1; chapter <= book.chapters(); chapter++) {
            text.append("\\c ").append(chapter).append("\n\\p\n");
            for (int verse = 1; verse <= book.verses(); verse++) {
                text.append("\\v ")
                        .append(verse)
                        .append(' ')
                        .append(book.speech().sentence(sentence++));
                if (verse == 4) {
                    text.append("\\f + \\fr ")
                            .append(chapter)
                            .append(":4 \\ft ")
                            .append(book.speech().or())
                            .append(book.speech().sentence(sentence))
                            .append("\\f*");
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static JsonObject versification() {
        List<Member> chapters = BOOKS.stream()
                .map(book -> new Member(
                        book.code(),
                        new JsonArray(
                                Collections.nCopies(book.chapters(), JsonValue.of(Integer.toString(book.verses()))))))
                .toList();
        return object("shortName", JsonValue.of("sample"), "maxVerses", new JsonObject(chapters));
    }

    private static JsonObject settings() {
        return object(
                "version",
                JsonValue.of("1.2.2"),
                "project",
                object(
                        "textTranslation",
                        object(
                                "scriptDirection",
                                JsonValue.of("LTR"),
                                "starred",
                                JsonLiteral.FALSE,
                                "isArchived",
                                JsonLiteral.FALSE,
                                "versification",
                                JsonValue.of("sample"),
                                "lastSeen",
                                JsonValue.of(TIMESTAMP))),
                "sync",
                object("services", object("door43", new JsonArray(List.of()))));
    }

    private static JsonObject metadata(Map<String, byte[]> files) {
        JsonObject english = object("en", JsonValue.of("Masora Sample"));
        List<Member> scope = BOOKS.stream()
                .map(book -> new Member(book.code(), new JsonArray(List.of())))
                .toList();
        List<Member> ingredients = files.entrySet().stream()
                .map(file -> new Member(file.getKey(), ingredient(file.getKey(), file.getValue())))
                .toList();
        return object(
                "format",
                JsonValue.of("scripture burrito"),
                "meta",
                object(
                        "version",
                        JsonValue.of("1.0.0"),
                        "category",
                        JsonValue.of("source"),
                        "generator",
                        object("softwareName", JsonValue.of("Scribe"), "softwareVersion", JsonValue.of("0.7.0")),
                        "defaultLocale",
                        JsonValue.of("en"),
                        "dateCreated",
                        JsonValue.of(TIMESTAMP),
                        "normalization",
                        JsonValue.of("NFC")),
                "idAuthorities",
                object("scribe", object("id", JsonValue.of("http://www.scribe.bible"))),
                "identification",
                object(
                        "primary",
                        object(
                                "scribe",
                                object(
                                        ID,
                                        object("revision", JsonValue.of("1"), "timestamp", JsonValue.of(TIMESTAMP)))),
                        "name",
                        english,
                        "abbreviation",
                        object("en", JsonValue.of("MS"))),
                "confidential",
                JsonLiteral.FALSE,
                "languages",
                new JsonArray(List.of(object(
                        "tag",
                        JsonValue.of("mul"),
                        "name",
                        object("en", JsonValue.of("Several languages")),
                        "scriptDirection",
                        JsonValue.of("ltr")))),
                "type",
                object(
                        "flavorType",
                        object(
                                "name",
                                JsonValue.of("scripture"),
                                "flavor",
                                object("name", JsonValue.of("textTranslation"), "usfmVersion", JsonValue.of("3.0.2")),
                                "currentScope",
                                new JsonObject(scope))),
                "copyright",
                object("licenses", new JsonArray(List.of(object("ingredient", JsonValue.of("license.md"))))),
                "ingredients",
                new JsonObject(ingredients));
    }

    private static JsonObject ingredient(String path, byte[] content) {
        JsonObject common = object(
                "checksum", object("md5", JsonValue.of(md5(content))),
                "mimeType", JsonValue.of(mimeType(path)),
                "size", JsonValue.of(content.length));
        if (path.endsWith(".usfm")) {
            String code = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
            return common.with("scope", object(code, new JsonArray(List.of())));
        }
        return common.with("role", JsonValue.of(role(path)));
    }

    private static String mimeType(String path) {
        if (path.endsWith(".usfm")) {
            return "text/x-usfm";
        }
        return path.endsWith(".md") ? "text/md" : "application/json";
    }

    private static String role(String path) {
        if (path.endsWith("license.md")) {
            return "x-licence";
        }
        return path.endsWith("versification.json") ? "x-versification" : "x-scribe";
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** An object of names and values, in turn. */
    static JsonObject object(Object... namesAndValues) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.add(new Member((String) namesAndValues[i], (JsonValue) namesAndValues[i + 1]));
        }
        return new JsonObject(members);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
