package org.masora.core.usfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.masora.testkit.Corpus;

/**
 * The official test suite beside the problems found here. The two ask different questions (a validator of the grammar
 * accepts a verse that is there twice, and refuses much that every program reads), so what is held fast is how far they
 * agree.
 */
class ConformanceTest {
    /** Of the files that the suite accepts, at most so many may have an error. */
    private static final int MOST_ERRORS_IN_VALID_FILES = 0;

    /** Of the files that the suite refuses, at least so many must have a problem. */
    private static final int FEWEST_PROBLEMS_IN_INVALID_FILES = 43;

    private static final Pattern CASE =
            Pattern.compile("\"test\": \"([^\"]+)\",\\s+\"validated\": \"(pass|fail)\",\\s+\"usfm\": true");

    private record Case(String name, boolean valid, List<Problem> problems) {
        boolean hasError() {
            return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        }

        @Override
        public String toString() {
            return name + " " + problems.stream().map(Problem::code).distinct().toList();
        }
    }

    @Test
    void agreesWithTheOfficialSuite() throws IOException {
        List<Case> cases = cases(Corpus.folder("tcdocs-conformance-ccby"));
        List<Case> valid = cases.stream().filter(Case::valid).toList();
        List<Case> invalid = cases.stream().filter(one -> !one.valid()).toList();
        List<Case> errors = valid.stream().filter(Case::hasError).toList();
        List<Case> silent =
                invalid.stream().filter(one -> one.problems().isEmpty()).toList();
        System.out.printf(
                "official suite: %d of %d valid files have an error, %d of %d invalid files a problem%n",
                errors.size(), valid.size(), invalid.size() - silent.size(), invalid.size());
        assertThat(valid.size() + invalid.size()).isGreaterThan(200);
        assertThat(errors).hasSizeLessThanOrEqualTo(MOST_ERRORS_IN_VALID_FILES);
        assertThat(silent).hasSizeLessThanOrEqualTo(invalid.size() - FEWEST_PROBLEMS_IN_INVALID_FILES);
    }

    private static List<Case> cases(Path suite) throws IOException {
        Matcher matcher = CASE.matcher(Files.readString(suite.resolve("index.json")));
        List<Case> cases = new ArrayList<>();
        while (matcher.find()) {
            byte[] bytes = Files.readAllBytes(suite.resolve(matcher.group(1)).resolve("origin.usfm"));
            cases.add(new Case(
                    matcher.group(1),
                    matcher.group(2).equals("pass"),
                    UsfmDocument.parse(bytes).problems()));
        }
        return cases;
    }
}
