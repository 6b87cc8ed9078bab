package org.masora.bench;

import java.util.Locale;

/** What a figure should be. */
sealed interface Aim {

    /** For the report. */
    String words();

    /** Whether it is met by these figures. */
    boolean met(Figures masora, Figures git);

    /** At most so many times what git takes. */
    record TimesGit(double most) implements Aim {
        @Override
        public String words() {
            return String.format(Locale.ROOT, "≤ %.1f × git", most);
        }

        @Override
        public boolean met(Figures masora, Figures git) {
            return masora.median() <= most * git.median();
        }
    }

    /** At most so many requests. */
    record Requests(long most) implements Aim {
        @Override
        public String words() {
            return "≤ " + most + " requests";
        }

        @Override
        public boolean met(Figures masora, Figures git) {
            return masora.traffic().requests() <= most;
        }
    }

    /** At most so many requests and bytes in their and the answers' bodies. */
    record RequestsAndBodies(long mostRequests, long mostBytes) implements Aim {
        @Override
        public String words() {
            return "≤ " + mostRequests + " requests, ≤ " + mostBytes + " bytes";
        }

        @Override
        public boolean met(Figures masora, Figures git) {
            return masora.traffic().requests() <= mostRequests
                    && masora.traffic().bodyBytes() <= mostBytes;
        }
    }

    /** Nothing is aimed at; the figure is told for the sake of completeness. */
    record None() implements Aim {
        @Override
        public String words() {
            return "";
        }

        @Override
        public boolean met(Figures masora, Figures git) {
            return true;
        }
    }
}
