package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code masora} script with a build and Javas that are only acted: what it looks for, starts and says. */
final class LauncherTest {
    @TempDir
    private Path temp = Path.of("");

    private Path project = Path.of("");
    private Path home = Path.of("");
    private Path system = Path.of("");

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void aCheckoutWithSpacesInItsPath() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "skipped: the script is for a POSIX shell");
        project = Files.createDirectories(temp.resolve("my work/masora"));
        home = Files.createDirectories(temp.resolve("the home"));
        system = Files.createDirectories(temp.resolve("system"));
        Path root = Path.of(System.getProperty("masora.root", ".."));
        Files.createDirectories(project.resolve("scripts"));
        for (String name : List.of("masora", "scripts/jdk.sh")) {
            Files.copy(root.resolve(name), project.resolve(name));
        }
        executable(project.resolve("masora"));
        Files.createDirectories(project.resolve(".mvn"));
        write("pom.xml", "<project/>");
        write(".mvn/jvm.config", "");
        write("app/pom.xml", "<project/>");
        write("app/src/main/java/A.java", "class A {}");
        // The acted build: it notes that it ran and in which JDK, and leaves what the real one leaves.
        write("mvnw", """
                #!/bin/sh
                echo "$JAVA_HOME" >>builds
                [ ! -e broken ] || { echo '[ERROR] A.java:[3,1] something is wrong'; exit 1; }
                [ ! -e slow ] || while [ -e slow ]; do sleep 0.05; done
                mkdir -p app/target/lib
                echo jar >app/target/masora-app.jar
                """);
        executable(project.resolve("mvnw"));
    }

    @Test
    void buildsOnceAndThenOnlyStarts() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        Ended first = masora("projects", "a b", "");
        assertThat(first.err()).isEqualTo("Building Masora, first time only…\n");
        assertThat(first.out()).endsWith("org.masora.app.cli.Masora|projects|a b||\n");
        assertThat(first.code()).isEqualTo(7);
        assertThat(first.out()).contains("|-Duser.home=" + home + "|");
        Ended second = masora("projects");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).endsWith("org.masora.app.cli.Masora|projects|\n");
        assertThat(builds())
                .containsExactly(system.resolve("usr/lib/jvm/jdk-25").toString());
    }

    @Test
    void buildsAgainWhenASourceChangedOrWentAway() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        write("app/src/main/java/B.java", "class B {}");
        masora();
        Files.delete(project.resolve("app/src/main/java/B.java"));
        assertThat(masora().err()).isEqualTo("Building Masora again, its sources changed…\n");
        write("app/src/main/java/A.java", "class A { }");
        masora();
        assertThat(builds()).hasSize(3);
        write("app/src/test/java/T.java", "class T {}");
        masora();
        assertThat(builds()).as("tests are no part of the program").hasSize(3);
    }

    @Test
    void seesAChangeThatLeavesSizeAndTimeAsTheyWere() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        masora();
        Path source = project.resolve("app/src/main/java/A.java");
        FileTime before = Files.getLastModifiedTime(source);
        write("app/src/main/java/A.java", "class Z {}");
        Files.setLastModifiedTime(source, before);
        assertThat(masora().err()).isEqualTo("Building Masora again, its sources changed…\n");
        write("app/src/main/java/A.java", "class A {}");
        assertThat(masora().err()).as("that was built before").isEmpty();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void readsTheSourcesWhereTheDisksMarksCannotBeHad() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        write("bin/find", """
                #!/bin/sh
                for argument; do [ "$argument" != -printf ] || exit 1; done
                exec /usr/bin/find "$@"
                """);
        executable(project.resolve("bin/find"));
        Map<String, String> other = Map.of("PATH", project.resolve("bin") + ":/usr/bin:/bin");
        masora(other);
        masora(other);
        assertThat(builds()).hasSize(1);
        write("app/src/main/java/A.java", "class Z {}");
        assertThat(masora(other).err()).isEqualTo("Building Masora again, its sources changed…\n");
        Files.writeString(project.resolve("target/masora/seen"), "");
        assertThat(masora(other).err()).isEmpty();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void passesOverOldJavasAndThoseWithoutACompiler() throws Exception {
        Path old = jdk(system.resolve("usr/lib/jvm/java-17"), "17.0.15");
        Path runtime = jdk(system.resolve("usr/lib/jvm/java-26-runtime"), "26");
        Files.delete(runtime.resolve("bin/javac"));
        Path good = jdk(home.resolve(".sdkman/candidates/java/25.0.3-tem"), "25.0.3");
        masora(Map.of("JAVA_HOME", old.toString()));
        assertThat(builds()).containsExactly(good.toString());
    }

    @Test
    void javaHomeGoesFirstAndPathNext() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        Path chosen = jdk(temp.resolve("my jdk"), "27-ea");
        Path onPath = jdk(temp.resolve("other jdk"), "26.0.1");
        Path bin = Files.createDirectories(temp.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), onPath.resolve("bin/java"));
        String path = bin + ":/usr/bin:/bin";
        masora(Map.of("JAVA_HOME", chosen.toString(), "PATH", path));
        masora(Map.of("PATH", path));
        assertThat(builds()).containsExactly(chosen.toString(), onPath.toString());
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
        jdk(system.resolve("usr/lib/jvm/java-17"), "17.0.15");
        Ended ended = masora();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .contains("JDK) of version 25 or newer")
                .contains("java-17 (Java 17)")
                .contains("apt-get install")
                .contains("JAVA_HOME=");
    }

    @Test
    void showsTheErrorsOfABuildThatFailed() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        write("broken", "");
        Ended ended = masora();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("A.java:[3,1] something is wrong").contains("build.log");
        Files.delete(project.resolve("broken"));
        assertThat(masora().code()).as("the next start tries again").isEqualTo(7);
    }

    @Test
    void isStartedThroughALinkFromAnywhere() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        Path link = Files.createSymbolicLink(temp.resolve("link"), project.resolve("masora"));
        Path relative = Files.createSymbolicLink(temp.resolve("relative link"), Path.of("link"));
        assertThat(start(relative, Map.of(), List.of()).code()).isEqualTo(7);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void firstStartsAtTheSameTimeBuildOnce() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        write("slow", "");
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(begin(project.resolve("masora"), Map.of(), List.of()));
        }
        await().until(() -> Files.exists(project.resolve("builds")));
        Files.delete(project.resolve("slow"));
        for (Process start : starts) {
            assertThat(end(start).code()).isEqualTo(7);
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void aLockOfADeadProcessIsNoObstacle() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(project.resolve("target/masora"));
        Files.createSymbolicLink(project.resolve("target/masora/lock"), Path.of(Long.toString(dead.pid())));
        assertThat(masora().code()).isEqualTo(7);
    }

    @Test
    void aCacheThatCannotBeMadeOrUsedIsNoObstacle() throws Exception {
        Path jdk = jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        write(jdk.resolve("no-cache").toString(), "");
        assertThat(masora().code()).isEqualTo(7);
        assertThat(masora().out()).doesNotContain("AOTCache");
    }

    @Test
    void onlyWhatRunsForLongIsCompiledThoroughly() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        String quick = "|-XX:TieredStopAtLevel=1|";
        assertThat(masora("sync", "hub").out()).contains(quick);
        assertThat(masora().out()).contains(quick);
        assertThat(masora("open").out())
                .as("it starts another process that runs for long")
                .contains(quick);
        assertThat(masora("hub", "--port", "0").out()).doesNotContain(quick).endsWith("Masora|hub|--port|0|\n");
    }

    @Test
    void theScriptForWindowsHasTheLineEndsOfWindows() throws IOException {
        Path root = Path.of(System.getProperty("masora.root", ".."));
        for (String name : List.of("masora.cmd", "mvnw.cmd")) {
            assertThat(Files.readString(root.resolve(name)).replace("\r\n", ""))
                    .as(name)
                    .doesNotContain("\n");
        }
        for (String name : List.of("masora", "check", "bench", "mvnw", "scripts/jdk.sh")) {
            assertThat(Files.readString(root.resolve(name))).as(name).doesNotContain("\r");
        }
    }

    @Test
    void worksWithClosedStreams() throws Exception {
        jdk(system.resolve("usr/lib/jvm/jdk-25"), "25.0.1");
        Path script = project.resolve("masora");
        Process process = process(List.of("sh", "-c", "exec \"$0\" <&- >&- 2>&-", script.toString()), Map.of());
        assertThat(end(process).code()).isEqualTo(7);
    }

    /** A JDK that is acted: its java prints what it was started with, and makes a cache where it is asked for one. */
    private Path jdk(Path folder, String version) throws IOException {
        write(folder.resolve("release").toString(), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        write(folder.resolve("bin/javac").toString(), "#!/bin/sh\n");
        write(folder.resolve("bin/java").toString(), """
                #!/bin/sh
                for argument; do
                  case $argument in
                    -XX:AOTCacheOutput=*)
                      [ ! -e "${0%%/bin/java}/no-cache" ] || exit 1
                      echo cache >"${argument#*=}"
                      exit 0
                      ;;
                  esac
                done
                printf '%%s|' "$@"
                echo
                exit 7
                """.formatted());
        executable(folder.resolve("bin/java"));
        executable(folder.resolve("bin/javac"));
        return folder;
    }

    private Ended masora(String... arguments) throws Exception {
        return start(project.resolve("masora"), Map.of(), List.of(arguments));
    }

    private Ended masora(Map<String, String> environment) throws Exception {
        return start(project.resolve("masora"), environment, List.of());
    }

    private Ended start(Path script, Map<String, String> environment, List<String> arguments) throws Exception {
        return end(begin(script, environment, arguments));
    }

    private Process begin(Path script, Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        return process(command, environment);
    }

    private Process process(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
        Map<String, String> variables = new TreeMap<>(environment);
        variables.putIfAbsent("PATH", "/usr/bin:/bin");
        variables.put("HOME", home.toString());
        variables.put("MASORA_SYSTEM_ROOT", system.toString());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static Ended end(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, err);
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(project.resolve("builds"));
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void executable(Path file) {
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
