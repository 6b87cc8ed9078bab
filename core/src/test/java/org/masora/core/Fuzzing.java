package org.masora.core;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** Tries one seed after the other, and stops at the first that fails or does not come to an end. */
public final class Fuzzing {
    /** No input here is large: one that takes so long hangs, or would with a larger one. */
    private static final int INPUT_LIMIT_SECONDS = 60;

    private Fuzzing() {}

    /**
     * Runs until the time is over and says on standard output how much was tried.
     *
     * @param arguments seconds, and the first seed
     * @param check what is tried with each seed; throws where something is wrong
     */
    public static void run(String[] arguments, LongConsumer check) throws InterruptedException {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 60;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long inputs = 0;
        long slowestNanos = 0;
        long slowest = seed;
        try (ExecutorService executor =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())) {
            while (System.nanoTime() < end) {
                long now = seed;
                long start = System.nanoTime();
                Future<?> tried = executor.submit(() -> check.accept(now));
                try {
                    tried.get(INPUT_LIMIT_SECONDS, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    throw new IllegalStateException("found by seed " + seed, e.getCause());
                } catch (TimeoutException e) {
                    executor.shutdownNow();
                    throw new IllegalStateException("no end with seed " + seed, e);
                }
                long took = System.nanoTime() - start;
                if (took > slowestNanos) {
                    slowestNanos = took;
                    slowest = seed;
                }
                seed++;
                inputs++;
            }
        }
        System.out.println("{\"inputs\":" + inputs + ",\"seconds\":" + seconds + ",\"nextSeed\":" + seed
                + ",\"slowestMillis\":" + TimeUnit.NANOSECONDS.toMillis(slowestNanos) + ",\"slowestSeed\":" + slowest
                + "}");
    }
}
