package org.masora.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The results, for people and for programs. */
final class Report {

    private final List<ExchangeBench.Result> exchanges = new ArrayList<>();
    private final List<Single> singles = new ArrayList<>();

    /**
     * A result that is one figure.
     *
     * @param beside what it is compared with, empty if with nothing
     * @param aim in words, empty for none
     */
    record Single(String what, double figure, String unit, String beside, String aim, boolean met) {}

    void addAll(List<ExchangeBench.Result> results) {
        exchanges.addAll(results);
    }

    void addAll(Report part) {
        exchanges.addAll(part.exchanges);
        singles.addAll(part.singles);
    }

    int size() {
        return exchanges.size() + singles.size();
    }

    void add(Single single) {
        singles.add(single);
    }

    /** A line of JSON for each result. */
    List<String> json() {
        List<String> lines = new ArrayList<>();
        for (ExchangeBench.Result result : exchanges) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("what", result.what());
            line.put("project", result.sample());
            line.put("server", result.place());
            line.put("masora", json(result.masora()));
            line.put("git", json(result.git()));
            if (result.cold().runs() > 0) {
                line.put("coldMedianMillis", rounded(result.cold().median()));
            }
            line.put("timesGit", rounded(result.masora().median() / result.git().median()));
            line.put("aim", result.scenario().aim().words());
            line.put("met", result.met());
            lines.add(JsonMapper.shared().writeValueAsString(line));
        }
        for (Single single : singles) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("what", single.what());
            line.put("figure", rounded(single.figure()));
            line.put("unit", single.unit());
            line.put("beside", single.beside());
            line.put("aim", single.aim());
            line.put("met", single.met());
            lines.add(JsonMapper.shared().writeValueAsString(line));
        }
        return lines;
    }

    private static Map<String, Object> json(Figures figures) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("runs", figures.runs());
        object.put("medianMillis", rounded(figures.median()));
        object.put("bestMillis", rounded(figures.best()));
        object.put("requests", figures.traffic().requests());
        object.put("bodyBytes", figures.traffic().bodyBytes());
        object.put("headerBytes", figures.traffic().headerBytes());
        return object;
    }

    private static double rounded(double figure) {
        return Math.round(figure * 100) / 100.0;
    }

    /** Tables. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        String heading = "";
        for (ExchangeBench.Result result : exchanges) {
            String here = result.sample() + ", at " + result.place();
            if (!here.equals(heading)) {
                heading = here;
                text.append("\n### ").append(here).append("\n\n");
                text.append(
                        "| | Masora ms | git ms | × git | cold ms | requests | git's | bodies | git's | headers | git's | aim | met |\n");
                text.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|\n");
            }
            text.append(row(result));
        }
        if (!singles.isEmpty()) {
            text.append("\n### In itself\n\n| | figure | beside | aim | met |\n|---|--:|---|---|---|\n");
            singles.forEach(single -> text.append(row(single)));
        }
        return text.toString();
    }

    private static String row(ExchangeBench.Result result) {
        Figures masora = result.masora();
        Figures git = result.git();
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.2f | %s | %d | %d | %,d | %,d | %,d | %,d | %s | %s |%n",
                result.what(),
                masora.median(),
                git.median(),
                masora.median() / git.median(),
                result.cold().runs() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.0f", result.cold().median()),
                masora.traffic().requests(),
                git.traffic().requests(),
                masora.traffic().bodyBytes(),
                git.traffic().bodyBytes(),
                masora.traffic().headerBytes(),
                git.traffic().headerBytes(),
                result.scenario().aim().words(),
                met(result.scenario().aim().words(), result.met()));
    }

    private static String row(Single single) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f %s | %s | %s | %s |%n",
                single.what(),
                single.figure(),
                single.unit(),
                single.beside(),
                single.aim(),
                met(single.aim(), single.met()));
    }

    private static String met(String aim, boolean met) {
        if (aim.isEmpty()) {
            return "";
        }
        return met ? "yes" : "**no**";
    }
}
